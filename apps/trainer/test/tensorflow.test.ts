// The commands on TensorFlow.
import { join } from "node:path";

import { missingComponent } from "@xception/testing";
import { expect, it } from "vitest";

import { command, jsonLines, temporaryFolder } from "./command.ts";
import { writeColourModel, writeImage } from "./images.ts";

it("predict gives the same numbers by one function of TensorFlow's as by the interpreter", async ({ skip }) => {
  const folder = await temporaryFolder();
  const weights = await writeColourModel(join(folder, "colours.safetensors"));
  const red = await writeImage(join(folder, "red.png"), [255, 0, 0]);
  const call = ["predict", red, "--weights", weights, "--json"];
  const traced = await command([...call, "--executor", "tensorflow"]);
  if (traced.error.includes("pip install tensorflow-cpu")) skip(missingComponent(traced.error.trim()));
  expect(traced).toMatchObject({ status: 0, error: "" });
  const outputs = (out: string): number[] => (jsonLines(out) as { readonly outputs: number[] }[])[0]?.outputs ?? [];
  const expected = outputs((await command(call)).out);
  for (const [index, value] of outputs(traced.out).entries()) expect(value).toBeCloseTo(expected[index] ?? NaN, 5);
});
