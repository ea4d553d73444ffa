// An executor turns a network and its parameters into something that runs. All give the same numbers; they differ in speed.
import type { Network } from "../network.ts";
import type { NetworkParameters, ParameterArray } from "../parameter-array.ts";

/** What a run gives. Shapes have the batch as their first axis. */
export interface RunResult {
  /** In the order of the network's outputs. */
  readonly outputs: readonly ParameterArray[];
  readonly taps: ReadonlyMap<string, ParameterArray>;
}

/** A network made ready by an executor; its callers have checked what they pass. */
export interface Runner {
  /** The executor and what it runs on, such as `interpret on wasm`. */
  readonly description: string;
  run(inputs: ReadonlyMap<string, ParameterArray>, taps: readonly string[]): Promise<RunResult>;
  dispose(): void;
}

/** Makes a network ready. Network and parameters are valid and fit each other. */
export type Executor = (network: Network, parameters: NetworkParameters) => Promise<Runner>;
