import { join } from "node:path";

import { realModel } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { command, temporaryFolder } from "./command.ts";
import { writeColourModel } from "./images.ts";

interface SummaryJson {
  readonly name: string;
  readonly rows: readonly {
    readonly layer: string;
    readonly kind: string;
    readonly outputShape: readonly number[];
    readonly parameters: number;
  }[];
  readonly totals: { readonly total: number; readonly trainable: number; readonly nonTrainable: number; readonly multiplyAdds: number };
}

const summary = async (...argv: readonly string[]): Promise<SummaryJson> =>
  JSON.parse((await command(["summary", ...argv, "--json"])).out) as SummaryJson;

describe("summary", () => {
  it("gives the paper's numbers for Xception", async () => {
    const { rows, totals } = await summary("--variant", "xception");
    expect(totals).toMatchObject({ total: 22_910_480, trainable: 22_855_952, nonTrainable: 54_528 });
    expect(totals.multiplyAdds / 1e9).toBeCloseTo(8.357, 3);
    expect(rows.find(({ layer }) => layer === "block14_sepconv2")).toMatchObject({ kind: "separableConv", outputShape: [10, 10, 2048] });
  });

  it("takes another size for a variant", async () => {
    const { totals } = await summary("--variant", "xception", "--size", "150");
    expect(totals.multiplyAdds / 1e9).toBeCloseTo(1.926, 3);
  });

  it("prints a row a layer, and the totals", async () => {
    const { status, out } = await command(["summary", "--variant", "xception"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^layer +kind +output +parameters +multiply-adds\n/);
    expect(out).toMatch(/\nblock1_conv1 +conv +149 x 149 x 32 +864 +19,181,664\n/);
    expect(out).toContain("xception: 22,910,480 parameters (22,855,952 trainable, 54,528 moving averages), 8,3");
  });

  it("reads a file of this house", async () => {
    const file = await writeColourModel(join(await temporaryFolder(), "colours.safetensors"));
    const { name, rows } = await summary(file);
    expect(name).toBe("colours");
    expect(rows.at(-1)).toMatchObject({ layer: "predictions", kind: "dense", outputShape: [2] });
  });

  it("reads a Keras file", async ({ skip }) => {
    const { totals, rows } = await summary(realModel("fer/emotion_model.hdf5", skip));
    expect(rows[0]).toMatchObject({ kind: "input", outputShape: [64, 64, 1] });
    expect(totals.total).toBe(58_423);
  });

  it("refuses an unknown variant, a size that cannot work, and both a file and a variant", async () => {
    const variant = await command(["summary", "--variant", "inception"]);
    expect(variant.error).toMatch(/^\[variantOptions\] there is no variant "inception"\. The variants are xception, .*\.\n$/);
    const size = await command(["summary", "--variant", "xception", "--size", "3"]);
    expect(size.error).toMatch(/^\[buildXception\] an image of 3x3 pixels is too small: .*\n$/);
    const both = await command(["summary", "a.h5", "--variant", "xception"]);
    expect(both.error).toMatch(/^\[summary\] both a file and --variant came, but one of them was expected\. .*\n$/);
    expect([variant.status, size.status, both.status]).toEqual([2, 2, 2]);
  });
});
