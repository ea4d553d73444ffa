import {
  applyNameMap,
  checkNames,
  compareNames,
  invertNameMap,
  transformArray,
  WeightsError,
  type NamedArray,
  type NameMap,
} from "@xception/weights";
import { describe, expect, it } from "vitest";

const array = (shape: readonly number[], ...values: number[]): NamedArray => ({ dtype: "float32", shape, data: new Float32Array(values) });
const scalar = array([], 1);
const rename = (map: NameMap, ...names: string[]): string[] => [...applyNameMap(new Map(names.map((name) => [name, scalar])), map).keys()];

/** As PyTorch names and lays out a network, such as timm's Xception. */
const torch: NameMap = {
  rules: [
    { from: "fc.weight", to: "predictions/kernel", transforms: [{ transpose: [1, 0] }] },
    {
      from: "block{n#}.rep.{at#}.pointwise.weight",
      to: "block{n+1}_sepconv{at}/pointwise_kernel",
      transforms: [{ transpose: [2, 3, 1, 0] }],
    },
    { from: "{layer}.running_mean", to: "{layer}/moving_mean" },
    { from: "model.{rest*}", to: "{rest*}" },
  ],
  ignore: ["{any*}.num_batches_tracked"],
};

describe("applyNameMap", () => {
  it.each([
    ["an exact name", "fc.weight", "predictions/kernel"],
    ["a suffix", "bn1.running_mean", "bn1/moving_mean"],
    ["a prefix, with dots and slashes after it", "model.a.b/c", "a.b/c"],
    ["a number that is counted from another start", "block9.rep.1.pointwise.weight", "block10_sepconv1/pointwise_kernel"],
  ])("renames by %s", (_what, theirs, ours) => {
    const arrays = new Map([[theirs, array([1, 1, 1, 1], 1)]]);
    if (theirs === "fc.weight") arrays.set(theirs, array([1, 1], 1));
    expect([...applyNameMap(arrays, torch).keys()]).toEqual([ours]);
  });

  it("changes layouts: [O, C, kh, kw] becomes [kh, kw, C, O]", () => {
    // 2 filters, 3 channels, window of 1 x 2
    const kernel = array([2, 3, 1, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    const result = applyNameMap(new Map([["block1.rep.0.pointwise.weight", kernel]]), torch).get("block2_sepconv0/pointwise_kernel");
    expect(result?.shape).toEqual([1, 2, 3, 2]);
    expect([...(result?.data ?? [])]).toEqual([0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]);
  });

  it("gives back what came when it runs backwards", () => {
    const arrays = new Map([
      ["fc.weight", array([2, 3], 1, 2, 3, 4, 5, 6)],
      ["block4.rep.7.pointwise.weight", array([2, 2, 1, 1], 1, 2, 3, 4)],
      ["bn2.running_mean", array([2], 1, 2)],
    ]);
    expect(applyNameMap(applyNameMap(arrays, torch), invertNameMap(torch))).toEqual(arrays);
  });

  it("undoes several changes in the opposite order", () => {
    const map: NameMap = { rules: [{ from: "a", to: "b", transforms: [{ squeeze: 1 }, { transpose: [1, 0] }, { expand: 2 }] }] };
    const arrays = new Map([["a", array([2, 1, 3], 1, 2, 3, 4, 5, 6)]]);
    const there = applyNameMap(arrays, map);
    expect(there.get("b")?.shape).toEqual([3, 2, 1]);
    expect(applyNameMap(there, invertNameMap(map))).toEqual(arrays);
  });

  it("takes the first rule that fits", () => {
    expect(
      rename(
        {
          rules: [
            { from: "a.{x}", to: "first/{x}" },
            { from: "{rest*}", to: "second/{rest*}" },
          ],
        },
        "a.b",
        "a.b.c",
      ),
    ).toEqual(["first/b", "second/a.b.c"]);
  });

  it("takes dots, brackets and dollars of names as they stand", () => {
    expect(
      rename(
        {
          rules: [
            { from: "a.b[0]$", to: "x$1" },
            { from: "{rest*}", to: "{rest*}" },
          ],
        },
        "a.b[0]$",
        "aXb[0]$",
      ),
    ).toEqual(["x$1", "aXb[0]$"]);
  });

  it("knows no number below 0 and none with leading zeros", () => {
    const map: NameMap = {
      rules: [
        { from: "a{n+1}", to: "b{n}" },
        { from: "{rest*}", to: "{rest*}" },
      ],
    };
    expect(rename(map, "a1", "a0", "a01")).toEqual(["b0", "a0", "a01"]);
  });

  it("leaves out what the map ignores", () => {
    expect(rename(torch, "bn1.num_batches_tracked", "bn1.running_mean")).toEqual(["bn1/moving_mean"]);
  });

  it("lists all names that no rule is about", () => {
    const attempt = (): unknown => rename({ rules: [{ from: "a", to: "b" }] }, "a", "x", "y");
    expect(attempt).toThrow('[applyNameMap] The map has no rule for 2 of 3 arrays, the first "x". Check that the file belongs to the map.');
    expect(reportOf(attempt).unexpected).toEqual(["x", "y"]);
  });

  it("refuses two arrays that would get one name", () => {
    expect(() =>
      rename(
        {
          rules: [
            { from: "a", to: "c" },
            { from: "b", to: "c" },
          ],
        },
        "a",
        "b",
      ),
    ).toThrow('[applyNameMap] Two arrays would be called "c"; "b" is the second. Mend the map.');
  });

  it.each([
    [{ from: "a.{x}", to: "b" }, "a.{x} → b"],
    [{ from: "{x}.{x}", to: "{x}.{x}" }, "{x}.{x} → {x}.{x}"],
  ])("refuses a rule that could not run backwards", (rule, shown) => {
    expect(() => rename({ rules: [rule] }, "a")).toThrow(
      `[applyNameMap] The rule ${shown} has different places on its sides. Give each place once on both.`,
    );
  });
});

describe("transformArray", () => {
  it("transposes 64-bit integers as well", () => {
    const integers: NamedArray = { dtype: "int64", shape: [2, 2], data: new BigInt64Array([1n, 2n, 3n, 4n]) };
    expect(transformArray("a", integers, { transpose: [1, 0] })).toEqual({
      dtype: "int64",
      shape: [2, 2],
      data: new BigInt64Array([1n, 3n, 2n, 4n]),
    });
  });

  it.each([
    [{ transpose: [1, 0] }, "the axes 1, 0"],
    [{ transpose: [0, 0, 1] }, "the axes 0, 0, 1"],
    [{ squeeze: 0 }, "an axis 0 of size 1"],
    [{ expand: 4 }, "at least 4 axes"],
  ])("refuses an array without the axes of %j", (transform, expected) => {
    expect(() => transformArray("conv.weight", array([2, 1, 1], 1, 2), transform)).toThrow(
      `[applyNameMap] "conv.weight" has the shape [2, 1, 1]; ${expected} were expected. Check that the file belongs to the map.`,
    );
  });
});

describe("compareNames", () => {
  const expected = new Map([
    ["a", { shape: [2, null] }],
    ["b", { shape: [1] }],
    ["c", { shape: [1] }],
  ]);

  it("lists what is missing, unexpected and of another shape; an open size fits all", () => {
    const found = new Map([
      ["a", array([2, 5])],
      ["b", array([3])],
      ["d", array([1])],
    ]);
    expect(compareNames(found, expected)).toEqual({
      missing: ["c"],
      unexpected: ["d"],
      mismatched: [{ name: "b", found: [3], expected: [1] }],
    });
  });

  it("makes one error of it, whose sentence stays short and whose report is whole", () => {
    const names = Array.from({ length: 30 }, (_, index) => `layer${String(index)}/kernel`);
    const wanted = new Map<string, { shape: readonly (number | null)[] }>(names.map((name) => [name, { shape: [1] }]));
    wanted.set("b", { shape: [null, 1] });
    const attempt = (): void => {
      checkNames(
        "openModel",
        new Map([
          ["b", array([3])],
          ["x", scalar],
        ]),
        wanted,
      );
    };
    expect(attempt).toThrow(
      "[openModel] The arrays are not those of the network: 30 missing (layer0/kernel, layer1/kernel, layer2/kernel, layer3/kernel and 26 more); 1 unexpected (x); 1 of another shape (b [3] instead of [?, 1]). Check that the file belongs to this network.",
    );
    expect(reportOf(attempt).missing).toEqual(names);
  });

  it("says nothing where all fits", () => {
    expect(() => {
      checkNames("openModel", new Map([["a", array([2, 1])]]), new Map([["a", { shape: [2, 1] }]]));
    }).not.toThrow();
  });
});

function reportOf(attempt: () => unknown): WeightsError["report"] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof WeightsError) return error.report;
  }
  throw new Error("no WeightsError");
}
