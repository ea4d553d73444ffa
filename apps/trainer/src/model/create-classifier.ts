// A model made ready to classify: its executor started, compiled, its outputs read as probabilities.
import type { Model } from "@xception/exchange";
import { compile, shapes, type Executable, type Network } from "@xception/network";
import type { ImageBatch, Preprocessing } from "@xception/preprocessing";
import { toProbabilities } from "@xception/xception";

import { CommandError } from "../terminal/command-error.ts";
import { unusable } from "../terminal/unusable.ts";
import { networkPrecision, threadCount, type ChosenExecutor } from "./choose-executor.ts";
import { startExecutor } from "./start-executor.ts";

export interface Classifier {
  /** The network, which ends in probabilities whatever its last layer gives. */
  readonly probable: Executable;
  readonly classes: number;
  /**
   * @param images  [N, H, W, C] as the preprocessing gives them
   * @returns       for each, what the last layer gives: [classes]
   */
  outputs(images: ImageBatch): Promise<readonly Float32Array[]>;
  /** [classes] of the last layer to probabilities. */
  probabilities(outputs: Float32Array): Float32Array;
  dispose(): void;
}

/**
 * @param command   opens the sentence of an error
 * @param chosen    what runs the network
 * @throws CommandError (2) where there is no such executor, it does not start here, or the network does not classify
 */
export async function createClassifier(
  command: string,
  { network, parameters }: Model,
  { size, channels }: Preprocessing,
  chosen: ChosenExecutor,
): Promise<Classifier> {
  const classes = await unusable(() => countClasses(command, network, [...size, channels]));
  const executable = await unusable(async () => {
    const executor = await startExecutor(command, chosen);
    return compile(network, parameters, { executor, threads: threadCount(chosen), precision: networkPrecision(chosen.precision) });
  });
  return {
    probable: {
      ...executable,
      async run(batch, options) {
        const result = await executable.run(batch, options);
        return { ...result, outputs: result.outputs.map((values) => toProbabilities(network, values)) };
      },
    },
    classes,
    async outputs(images) {
      const { outputs } = await executable.run(images);
      const data = outputs[0]?.data ?? new Float32Array();
      return Array.from({ length: images.shape[0] }, (_, index) => data.slice(index * classes, (index + 1) * classes));
    },
    probabilities: (values) => toProbabilities(network, { shape: [1, classes], data: values }).data,
    dispose: () => {
      executable.dispose();
    },
  };
}

function countClasses(command: string, network: Network, inputShape: readonly number[]): number {
  const [output = "", ...others] = network.outputs;
  const shape = shapes(network, { inputShape }).get(output) ?? [];
  const [classes] = shape;
  if (others.length === 0 && shape.length === 1 && typeof classes === "number") return classes;
  throw new CommandError(
    `[${command}] the network ${network.name} gives ${[output, ...others].join(", ")} of [${shape.join(", ")}], but one number a class was expected. Use a model with its classifier.`,
  );
}
