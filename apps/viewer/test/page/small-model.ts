// A model that is small enough for a graphics card imitated in software, with everything that a real one has.
import { writeFileSync } from "node:fs";
import { startBackend } from "@xception/backends/node";
import { writeModel, type Model } from "@xception/exchange";
import { compile, initialise } from "@xception/network";
import { preprocess, xceptionPreprocessing, type Pixels, type Preprocessing } from "@xception/preprocessing";
import { buildXception } from "@xception/xception";

const network = buildXception({ name: "small", inputSize: 28, channels: 1, classes: 10, width: 0.0625, middleModules: 1 });
const preprocessing = xceptionPreprocessing({ size: 28, channels: 1 });
const labels = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** Untrained, but the same everywhere. */
export const smallModel: Model & { readonly preprocessing: Preprocessing; readonly labels: readonly string[] } = {
  network,
  parameters: initialise(network, { seed: 7 }),
  labels,
  preprocessing,
};

/** Writes the small model as a file. */
export async function writeSmallModel(path: string): Promise<void> {
  writeFileSync(path, await writeModel(smallModel).bytes());
}

/** What the small model says of an image, computed in Node on wasm. */
export async function classifyInNode(pixels: Pixels, spec: Preprocessing = preprocessing): Promise<number[]> {
  await startBackend("wasm");
  const executable = await compile(network, smallModel.parameters);
  const { outputs } = await executable.run({ shape: [1, ...spec.size, spec.channels], data: preprocess(pixels, spec) });
  executable.dispose();
  return Array.from(outputs[0]?.data ?? []);
}
