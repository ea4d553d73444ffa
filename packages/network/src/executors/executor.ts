// An executor turns a network and its parameters into something that runs. All give the same numbers; they differ in speed.
import type { Network } from "../network.ts";
import type { NetworkParameters, ParameterArray } from "../parameter-array.ts";

/** What a run gives. Shapes have the batch as their first axis. */
export interface RunResult {
  /** In the order of the network's outputs. */
  readonly outputs: readonly ParameterArray[];
  readonly taps: ReadonlyMap<string, ParameterArray>;
}

/** Bytes of memory that a runner holds. */
export interface MemoryUse {
  readonly weights: number;
  /** All maps of the largest batch so far, which share what they do not need at the same time. */
  readonly activations: number;
  /** All together, with what the program and the threads need beside. */
  readonly peak: number;
}

/**
 * What the products that mix the channels of one pixel are made of: float32, or filters of 8-bit whole numbers in steps of each output
 * channel's own. Pixels then are whole numbers too, in steps of each pixel's own: with "int8x16" of about 14 bits, with "int8" of 7 or 8 bits
 * where the machine multiplies those quicker, else of 14.
 */
export const precisions = ["float32", "int8", "int8x16"] as const;

export type Precision = (typeof precisions)[number];

/** Those of whole numbers. */
export type IntegerPrecision = Exclude<Precision, "float32">;

/** The builds of WebAssembly that the executor "wasm" has: relaxed SIMD is quicker, and the last bits are the processor's choice there. */
export const builds = ["simd", "relaxed"] as const;

export type Build = (typeof builds)[number];

/** What an executor may be told. */
export interface ExecutorOptions {
  /** Threads to run on, the caller's one of them; executors that cannot choose leave it aside. Default 1. */
  readonly threads?: number | undefined;
  /** Default "float32". */
  readonly precision?: Precision | undefined;
  /** The best that the machine has unless given; only the executor "wasm" gets one. */
  readonly build?: Build | undefined;
}

/** A network made ready by an executor; its callers have checked what they pass. */
export interface Runner {
  /** The executor and what it runs on, such as `interpret on wasm`. */
  readonly description: string;
  run(inputs: ReadonlyMap<string, ParameterArray>, taps: readonly string[]): Promise<RunResult>;
  /** What it holds by now, where it knows. */
  memory?(): MemoryUse;
  dispose(): void;
}

/** Makes a network ready. Network and parameters are valid and fit each other. */
export type Executor = (network: Network, parameters: NetworkParameters, options?: ExecutorOptions) => Promise<Runner>;
