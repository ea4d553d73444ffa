// What runs a network, on which backend and in which precision, from what the command line says of it.
import { availableParallelism } from "node:os";

import type { NodeBackendName } from "@xception/backends";
import type { Precision } from "@xception/network";

import { CommandError } from "../terminal/command-error.ts";

/** What products may be computed in. */
export const precisions = ["float32", "int8", "int8x16", "bfloat16", "float16"] as const;

export type ExecutorPrecision = (typeof precisions)[number];

/** What the command line says. */
export interface ExecutorChoice {
  readonly executor?: string;
  readonly precision?: ExecutorPrecision;
  readonly threads?: number;
  readonly backend?: NodeBackendName;
}

/** An executor by its name, and all that it needs to start. */
export interface ChosenExecutor {
  readonly name: string;
  /** The backend that has to be started; none for the executor wasm. */
  readonly backend: NodeBackendName | undefined;
  readonly precision: ExecutorPrecision;
  /** Of the executors wasm and tensorflow. */
  readonly threads: number | undefined;
}

/** What `compile` is told: TensorFlow's own precisions are its executor's. */
export const networkPrecision = (precision: ExecutorPrecision): Precision =>
  precision === "int8" || precision === "int8x16" ? precision : "float32";

/** More threads of the executor wasm wait for each other longer than they help. */
const mostThreads = 8;

/** The one executor that computes in a precision; in float32 all do. */
const computesIn: Readonly<Partial<Record<ExecutorPrecision, string>>> = {
  int8: "wasm",
  int8x16: "wasm",
  bfloat16: "tensorflow",
  float16: "tensorflow",
};

/** The fastest executor of each backend. */
const fastest: Readonly<Record<NodeBackendName, string>> = {
  cpu: "interpret",
  wasm: "wasm",
  webgpu: "interpret",
  tensorflow: "tensorflow",
};

/** Executors that run on the backend of their name alone, or on none. */
const alone: ReadonlySet<string> = new Set(["wasm", "tensorflow"]);

/**
 * The executor asked for, else the one that computes in that precision, else the fastest of that backend; of no backend in particular it is
 * wasm: TensorFlow takes seconds to start and to record a network, in which wasm is done with dozens of images (README, "predict").
 *
 * @param command  opens the sentence of an error
 * @throws CommandError (2) where executor, precision and backend do not go together
 */
export function chooseExecutor(command: string, choice: ExecutorChoice): ChosenExecutor {
  const { executor, precision = "float32", threads, backend } = choice;
  const only = computesIn[precision];
  const name = executor ?? only ?? fastest[backend ?? "wasm"];
  if (only !== undefined && name !== only)
    refuse(command, `--precision ${precision} is computed by the executor ${only}`, `--executor ${name}`);
  if (backend !== undefined && alone.has(name) && backend !== name) {
    const why =
      executor === undefined
        ? `--precision ${precision} is computed by the executor ${name}`
        : `the executor ${name} has a backend of its own`;
    refuse(command, why, `--backend ${backend}`);
  }
  const started = name === "wasm" ? undefined : name === "tensorflow" ? "tensorflow" : (backend ?? "wasm");
  return { name, backend: started, precision, threads };
}

/** Threads of the executor wasm: as many as asked for, else one for each processor. */
export const threadCount = ({ threads }: ChosenExecutor): number => threads ?? Math.min(availableParallelism(), mostThreads);

function refuse(command: string, why: string, came: string): never {
  throw new CommandError(`[${command}] ${why}, but ${came} came as well. Leave one of the two out.`);
}
