// A contestant made ready, in its own process.
import { startBackend } from "@xception/backends/node";
import type { NodeBackendName } from "@xception/backends";
import type { Model } from "@xception/exchange";
import { compile, initialise, shapes, type ParameterArray } from "@xception/network";
import { createSession } from "@xception/training";
import { buildXception, variantOptions } from "@xception/xception";

import { openModelFile } from "../model/open-model-file.ts";
import { networkPrecision, threadCount, type ChosenExecutor } from "../model/choose-executor.ts";
import { startExecutor } from "../model/start-executor.ts";
import { stepCompiler } from "../run/prepare/step-compiler.ts";
import type { Contestant } from "./contestants.ts";
import type { Assignment, Task } from "./task.ts";

type TaskModel = Pick<Model, "network" | "parameters">;

/** Computes once; what it gives is thrown away. */
export type Work = () => Promise<unknown>;

/** @throws whatever keeps it from starting here */
export async function prepareTask({ contestant, task }: Assignment): Promise<Work> {
  const model = await openTask(task, task.image[0]);
  const shape = [task.batch, ...task.image];
  const images = { shape, data: Float32Array.from({ length: shape.reduce((size, axis) => size * axis, 1) }, (_, at) => Math.sin(at)) };
  return task.train ? prepareStep(contestant, model, images) : preparePrediction(contestant, model, images);
}

/**
 * A model, or a variant of Xception with first parameters.
 *
 * @param size  of a variant's images, pixels; where it is left out, what the variant says
 */
export async function openTask({ weights, variant }: Pick<Task, "weights" | "variant">, size?: number): Promise<TaskModel> {
  if (weights !== null) return openModelFile(weights);
  const network = buildXception({ ...variantOptions(variant), ...(size !== undefined && { inputSize: size }) });
  return { network, parameters: initialise(network, { seed: 1 }) };
}

async function preparePrediction(contestant: Contestant, { network, parameters }: TaskModel, images: ParameterArray): Promise<Work> {
  const { executor: name, precision, threads } = contestant;
  const alone = name === "wasm" || name === "tensorflow";
  const chosen: ChosenExecutor = {
    name: alone ? name : "interpret",
    backend: name === "interpret" ? "wasm" : name === "wasm" ? undefined : name,
    precision,
    threads: threads ?? undefined,
  };
  const executable = await compile(network, parameters, {
    executor: await startExecutor("benchmark", chosen),
    threads: threadCount(chosen),
    precision: networkPrecision(precision),
  });
  return () => executable.run(images);
}

async function prepareStep(contestant: Contestant, { network, parameters }: TaskModel, images: ParameterArray): Promise<Work> {
  const backend = contestant.executor as NodeBackendName; // of training they are backends
  await startBackend(backend, contestant.threads === null ? {} : { threads: contestant.threads });
  const compiler = await stepCompiler(backend, { precision: contestant.precision === "bfloat16" ? "bfloat16" : "float32" });
  const session = createSession({
    network,
    parameters,
    loss: "softmaxCrossEntropy",
    optimizer: { kind: "sgd", momentum: 0.9 },
    // Not at all: whatever the images, the numbers stay such as a network in training has.
    schedule: { kind: "constant", rate: 0 },
    compiler,
  });
  const classes = shapes(network).get(network.outputs[0] ?? "")?.[0] ?? 1;
  const labels = Int32Array.from({ length: images.shape[0] ?? 0 }, (_, image) => image % classes);
  return () => session.step({ images, labels });
}
