// Every layout of Keras' files, every supported layer, against what Keras itself answered.
import { openModel } from "@xception/exchange";
import { compile, countParameters } from "@xception/network";
import { describeBackends } from "@xception/testing";
import { beforeAll, expect, it } from "vitest";

import { answersOf, goldenBlob, largestDifference, pattern, type Answer } from "./golden-models.ts";

const everyLayer = [
  "sequential.keras",
  "functional.keras",
  "nested.keras",
  "shapes.keras",
  "activations.keras",
  "merges.keras",
  "inputs.keras",
];
const filesOf: Readonly<Record<string, readonly string[]>> = {
  "keras2.13": [...everyLayer, "sequential.h5", "functional.h5", "nested.h5"],
  "keras2.21": everyLayer,
  keras3: [...everyLayer, "sequential.h5", "functional.h5", "nested.h5"],
};
const files = Object.entries(filesOf).flatMap(([keras, names]) => names.map((file) => ({ keras, file, model: file.split(".")[0] ?? "" })));

describeBackends("openModel", () => {
  const answers = new Map<string, Readonly<Record<string, Answer>>>();
  beforeAll(async () => {
    for (const keras of Object.keys(filesOf)) answers.set(keras, await answersOf(keras));
  });

  it.each(files)("answers as Keras does with $keras $file", async ({ keras, file, model }) => {
    const answer = answers.get(keras)?.[model];
    if (!answer) throw new Error(`no answer for ${file}`);
    const { network, parameters } = await openModel(await goldenBlob(`${keras}-${file}`));
    const executable = await compile(network, parameters, { fuse: false });
    const { outputs } = await executable.run(pattern(answer.input));
    executable.dispose();
    expect(outputs.map(({ shape }) => shape)).toEqual(answer.outputs.map(({ shape }) => shape));
    answer.outputs.forEach(({ data }, index) => {
      const scale = Math.max(1, ...data.map(Math.abs));
      expect(largestDifference(outputs[index]?.data ?? [], data) / scale).toBeLessThan(1e-5);
    });
    expect(countParameters(network).total + kept(model)).toBe(answer.parameters);
  });
});

/** Numbers that Keras counts as parameters and that are constants here: two statistics for 3 channels, and how many were seen. */
function kept(model: string): number {
  return model === "inputs" ? 7 : 0;
}
