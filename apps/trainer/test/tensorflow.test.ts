// The commands on TensorFlow.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { missingComponent, realModel } from "@xception/testing";
import { describe, expect, it, vi, type TestContext } from "vitest";

import { command, jsonLines, temporaryFolder, type CommandResult } from "./command.ts";
import { writeColourModel, writeImage } from "./images.ts";

vi.setConfig({ testTimeout: 120_000 });

/** As `command`; skips the test where TensorFlow is missing. */
async function onTensorFlow(argv: readonly string[], skip: TestContext["skip"]): Promise<CommandResult> {
  const result = await command(argv);
  if (result.error.includes("pip install tensorflow-cpu")) skip(missingComponent(result.error.trim()));
  return result;
}

const outputsOf = (out: string): readonly number[] => (jsonLines(out) as { readonly outputs: number[] }[])[0]?.outputs ?? [];

describe("predict", () => {
  it("gives the same numbers by one function of TensorFlow's as by the interpreter", async ({ skip }) => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "colours.safetensors"));
    const red = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const call = ["predict", red, "--weights", weights, "--json"];
    const traced = await onTensorFlow([...call, "--backend", "tensorflow"], skip);
    expect(traced).toMatchObject({ status: 0, error: "" });
    const expected = outputsOf((await command(call)).out);
    for (const [index, value] of outputsOf(traced.out).entries()) expect(value).toBeCloseTo(expected[index] ?? NaN, 5);
  });

  it.for(["bfloat16", "float16"])("computes in %s, near to float32", async (precision, { skip }) => {
    const folder = await temporaryFolder();
    const weights = await writeColourModel(join(folder, "colours.safetensors"), { width: 1 / 4 });
    const red = await writeImage(join(folder, "red.png"), [255, 0, 0]);
    const call = ["predict", red, "--weights", weights, "--json"];
    const mixed = await onTensorFlow([...call, "--precision", precision], skip);
    expect(mixed).toMatchObject({ status: 0, error: "" });
    const expected = outputsOf((await command(call)).out);
    expect(outputsOf(mixed.out)).not.toEqual(expected);
    for (const [index, value] of outputsOf(mixed.out).entries()) expect(value).toBeCloseTo(expected[index] ?? NaN, 1);
  });
});

describe("predict on real photos", () => {
  it("in bfloat16 names Keras' class for every photo, with each output within 0.25 of Keras'", async ({ skip }) => {
    const weights = realModel("kitchenware/model.keras", skip);
    const golden = JSON.parse(await readFile(new URL("golden/kitchenware.json", import.meta.url), "utf8")) as {
      readonly classes: readonly string[];
      readonly photos: Readonly<Record<string, { readonly predicted: string; readonly outputs: readonly number[] }>>;
    };
    const photos = Object.keys(golden.photos).map((name) => join(weights, "../images", name));
    const read = ["--size", "150", "--resize", "nearest", "--batch", "9", "--json"];
    const { status, out } = await onTensorFlow(["predict", ...photos, "--weights", weights, ...read, "--precision", "bfloat16"], skip);
    expect(status).toBe(0);
    const lines = jsonLines(out) as { readonly outputs: readonly number[]; readonly predictions: readonly { readonly index: number }[] }[];
    const expected = Object.values(golden.photos);
    expect(lines.map(({ predictions }) => golden.classes[predictions[0]?.index ?? -1])).toEqual(expected.map(({ predicted }) => predicted));
    // Outputs reach 12.9; measured: 0.15 at most.
    const differences = lines.flatMap(({ outputs }, photo) =>
      outputs.map((value, at) => Math.abs(value - (expected[photo]?.outputs[at] ?? NaN))),
    );
    expect(differences).toHaveLength(18 * 6);
    expect(Math.max(...differences)).toBeLessThan(0.25);
  });
});

describe("train", () => {
  const quick = ["--data.limit=64", "--data.testLimit=20", "--batch=16", "--epochs=1", "--network.middleModules=0"];

  it("computes on TensorFlow where that pays and nobody says otherwise, and says so", async ({ skip }) => {
    const out = join(await temporaryFolder(), "run");
    const asked = ["--backend", "tensorflow", "--out", join(await temporaryFolder(), "asked")];
    expect(await onTensorFlow(["train", "mnist", ...asked, ...quick], skip)).toMatchObject({ status: 0 });
    // 30,400 million multiply-adds.
    const large = ["--network.inputSize=96", "--data.limit=1952", "--data.testLimit=10", "--epochs=1"];
    const { status, error } = await command(["train", "mnist", "--out", out, ...large]);
    expect(error).toContain(
      "computing on tensorflow, the fastest here for so much work; --backend wasm gives the same bits on any machine\n",
    );
    expect(status).toBe(0);
    expect(await readFile(join(out, "report.md"), "utf8")).toMatch(/images\/s on tensorflow in float32, batch 64 \|/);
  });

  it.for(["bfloat16", "float16"])("computes in %s, in parts of a batch, and writes so into its report", async (precision, { skip }) => {
    const out = join(await temporaryFolder(), "run");
    const mixed = ["--precision", precision, "--accumulate", "2"];
    expect(await onTensorFlow(["train", "mnist", "--out", out, ...quick, ...mixed], skip)).toMatchObject({ status: 0 });
    const report = await readFile(join(out, "report.md"), "utf8");
    expect(report).toContain(`images/s on tensorflow in ${precision}, batch 16 in 2 parts |`);
    expect(report).toContain(`"precision": "${precision}"`);
  });
});
