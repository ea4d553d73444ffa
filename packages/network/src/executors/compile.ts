// From a network to something that runs: checked, fused, and handed to an executor.
import { checkParameters } from "../analysis/check-parameters.ts";
import { fuse } from "../fuse/fuse.ts";
import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";
import type { NetworkParameters } from "../parameter-array.ts";
import { checkBatches, checkTaps, type Batch } from "./check-run.ts";
import { builds, precisions, type Build, type Executor, type MemoryUse, type Precision, type RunResult } from "./executor.ts";
import { executors } from "./executors.ts";

export interface CompileOptions {
  /** The name of an executor, or one of another package. Default "interpret". */
  readonly executor?: string | Executor;
  /** Fold and merge nodes first; default true. Values of nodes that went into others cannot be tapped then. */
  readonly fuse?: boolean;
  /** Nodes that fusing must leave, to be tapped. */
  readonly keep?: Iterable<string>;
  /** Threads that the executor "wasm" runs on, the caller's one of them; default 1. More than the machine's cores make it slower. */
  readonly threads?: number;
  /**
   * What the executor "wasm" multiplies pointwise kernels in; default "float32". With "int8", those whose values are whole numbers of steps,
   * as `quantise` leaves them, are multiplied as such; where there is none, all are rounded, whatever it costs. Pixels have 7 or 8 bits then,
   * where the machine multiplies those quicker; with "int8x16" always 14 and more, and what they lose is nothing beside the kernels' rounding.
   */
  readonly precision?: Precision;
  /** What the executor "wasm" is built of; default "relaxed" where the machine has relaxed SIMD, else "simd". `description` says which it is. */
  readonly build?: Build;
}

/** Far beyond what pays: a guard against a number that means something else. */
const mostThreads = 64;

/** A network that is ready to run. */
export interface Executable {
  /** The executor and what it runs on, such as `interpret on wasm`. */
  readonly description: string;
  /**
   * Runs the network on a batch.
   *
   * @param batch [N, H, W, C], or one such array for each input by its name
   * @throws InputError where the batch does not have the network's shape, or a tap is no node that runs
   */
  run(batch: Batch, options?: { readonly taps?: Iterable<string> }): Promise<RunResult>;
  /** Bytes that it holds by now; undefined where the executor does not know. */
  memory(): MemoryUse | undefined;
  /** Frees the parameters; the executable cannot run afterwards. */
  dispose(): void;
}

/**
 * Makes a network ready to run.
 *
 * @throws NetworkError, ParametersError where network or parameters are not valid
 * @throws InputError   where there is no such executor, it has no such precision or build, or the threads are no whole number from 1
 * @throws EngineError  of @xception/separable-conv where the machine cannot run the build
 *
 * @example
 * const executable = await compile(network, parameters);
 * const { outputs: [probabilities] } = await executable.run({ shape: [1, 299, 299, 3], data });
 * executable.dispose();
 */
export async function compile(network: Network, parameters: NetworkParameters, options: CompileOptions = {}): Promise<Executable> {
  const { executor = "interpret", keep = [], threads, precision, build } = options;
  requireThreads(threads);
  const execute = typeof executor === "string" ? findExecutor(executor) : executor;
  requirePrecision(executor, precision);
  requireBuild(executor, build);
  const ready = options.fuse === false ? check(network, parameters) : fuse(network, parameters, { keep });
  const fused = ready.network;
  const runner = await execute(fused, ready.parameters, { threads, precision, build });
  let disposed = false;
  return {
    description: runner.description,
    async run(batch, { taps = [] } = {}) {
      if (disposed) throw new InputError("[run] this executable is disposed. Compile the network again.");
      const names = [...new Set(taps)];
      checkTaps(network, fused, names);
      return runner.run(checkBatches(network, batch), names);
    },
    memory: () => runner.memory?.(),
    dispose() {
      if (!disposed) runner.dispose();
      disposed = true;
    },
  };
}

function requireThreads(threads = 1): void {
  if (Number.isInteger(threads) && threads >= 1 && threads <= mostThreads) return;
  throw new InputError(`[compile] ${threads} threads were asked for. Give a whole number from 1 to ${mostThreads}.`);
}

function requirePrecision(executor: string | Executor, precision: string = "float32"): void {
  const known = (precisions as readonly string[]).includes(precision);
  if (precision === "float32" || (known && executor === "wasm")) return;
  if (!known) {
    throw new InputError(
      `[compile] the precision came as "${precision}", but one of ${precisions.join(", ")} was expected. Give one of them.`,
    );
  }
  throw new InputError(
    `[compile] ${nameOf(executor)} computes in float32, but the precision "${precision}" was asked for. Use the executor "wasm" for it.`,
  );
}

function requireBuild(executor: string | Executor, build: string | undefined): void {
  if (build === undefined) return;
  if (!(builds as readonly string[]).includes(build)) {
    throw new InputError(
      `[compile] the build came as "${build}", but one of ${builds.join(", ")} was expected. Give one of them, or none.`,
    );
  }
  if (executor !== "wasm") {
    throw new InputError(`[compile] ${nameOf(executor)} has no builds, but "${build}" was asked for. Use the executor "wasm" for it.`);
  }
}

const nameOf = (executor: string | Executor): string =>
  typeof executor === "string" ? `the executor "${executor}"` : "an executor of another package";

function findExecutor(name: string): Executor {
  const executor = executors.get(name);
  if (executor) return executor;
  throw new InputError(`[compile] there is no executor "${name}". Choose one of ${[...executors.keys()].join(", ")}.`);
}

function check(network: Network, parameters: NetworkParameters): { readonly network: Network; readonly parameters: NetworkParameters } {
  checkParameters(network, parameters);
  return { network, parameters };
}
