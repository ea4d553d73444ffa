import { checkParameters, countParameters, initialise, parameterSpecs, ParametersError, type NetworkParameters } from "@xception/network";
import { describe, expect, it } from "vitest";

import { node, single, sketch } from "../sketch.ts";

/** A middle-flow unit of Xception: 536,536 parameters with its batch normalisation's statistics left out. */
const unit = sketch(
  node("image", "input", [], { shape: [null, null, 728] }),
  node("sep", "separableConv", ["image"], { filters: 728, kernel: [3, 3], bias: false }),
  node("sep_bn", "batchNorm", ["sep"]),
);

describe("parameterSpecs", () => {
  it("lists parameters in the order of nodes, with shape, role and start", () => {
    expect([...parameterSpecs(unit)].map(([name, { shape, trainable, initialiser }]) => [name, shape, trainable, initialiser])).toEqual([
      ["sep/depthwise_kernel", [3, 3, 728, 1], true, "glorotUniform"],
      ["sep/pointwise_kernel", [1, 1, 728, 728], true, "glorotUniform"],
      ["sep_bn/gamma", [728], true, "ones"],
      ["sep_bn/beta", [728], true, "zeros"],
      ["sep_bn/moving_mean", [728], false, "zeros"],
      ["sep_bn/moving_variance", [728], false, "ones"],
    ]);
  });

  it("says which node owns a parameter, also one with a slash in its name", () => {
    const network = sketch(node("image", "input", [], { shape: [2] }), node("outer/dense", "dense", ["image"], { units: 2 }));
    expect(parameterSpecs(network).get("outer/dense/kernel")).toMatchObject({ node: "outer/dense", parameter: "kernel" });
  });

  it("refuses parameters that no memory would hold, one by one and together", () => {
    expect(() => parameterSpecs(single([20_000], "dense", { units: 20_000 }))).toThrow(
      '[parameterSpecs] dense "x" wants a kernel of [20000, 20000]: an array may have 268435456 values and all together 1073741824. Use a smaller network.',
    );
    const many = [1, 2, 3, 4, 5].map((index) => node(`dense${index}`, "dense", ["image"], { units: 16_384, bias: false }));
    expect(() => parameterSpecs(sketch(node("image", "input", [], { shape: [16_384] }), ...many))).toThrow(
      '[parameterSpecs] dense "dense5" wants a kernel of [16384, 16384]',
    );
  });
});

describe("countParameters", () => {
  it("counts a middle-flow unit as Keras does", () => {
    expect(countParameters(unit)).toEqual({ total: 536_536 + 4 * 728, trainable: 536_536 + 2 * 728, nonTrainable: 2 * 728 });
  });
});

describe("checkParameters", () => {
  const parameters = initialise(unit, { seed: 1 });
  const refusal = (given: NetworkParameters): ParametersError => {
    try {
      checkParameters(unit, given);
    } catch (error) {
      if (error instanceof ParametersError) return error;
      throw error;
    }
    throw new Error("accepted");
  };

  it("accepts what initialise gives", () => {
    expect(() => {
      checkParameters(unit, parameters);
    }).not.toThrow();
  });

  it("reports all that is missing, unexpected and of another shape at once", () => {
    const given = new Map(parameters)
      .set("sep_bn/gamma", { shape: [728, 1], data: new Float32Array(728) })
      .set("sep_bn/beta", { shape: [728], data: new Float32Array(7) })
      .set("sep/bias", { shape: [728], data: new Float32Array(728) });
    given.delete("sep/depthwise_kernel");
    const error = refusal(given);
    expect(error.message).toBe(
      '[checkParameters] the parameters do not fit the network "sketch": 1 missing (sep/depthwise_kernel); 1 unexpected (sep/bias); 2 of another shape (sep_bn/gamma: [728, 1] of 728 values for [728], sep_bn/beta: [728] of 7 values for [728]). Give those that parameterSpecs lists.',
    );
    expect(error.report).toEqual({
      missing: ["sep/depthwise_kernel"],
      unexpected: ["sep/bias"],
      mismatched: [
        { name: "sep_bn/gamma", expected: [728], found: [728, 1], values: 728 },
        { name: "sep_bn/beta", expected: [728], found: [728], values: 7 },
      ],
    });
  });

  it("spells out five names and counts the others", () => {
    const error = refusal(new Map());
    expect(error.message).toContain(
      "6 missing (sep/depthwise_kernel, sep/pointwise_kernel, sep_bn/gamma, sep_bn/beta, sep_bn/moving_mean, and 1 more).",
    );
    expect(error.report.missing).toHaveLength(6);
  });
});
