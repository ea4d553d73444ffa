// Kernels of 8-bit whole numbers: a quarter of the bytes, and products in whole numbers, where a network stays what it is.
import type { Batch } from "../executors/check-run.ts";
import type { IntegerPrecision, Precision } from "../executors/executor.ts";
import { fuse } from "../fuse/fuse.ts";
import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";
import type { NetworkParameters, ParameterArray } from "../parameter-array.ts";
import { kernelOf } from "./integer-kernel.ts";
import { kernelError, measureErrors } from "./measure-errors.ts";
import { pointwiseKernels } from "./pointwise-kernels.ts";
import { roundKernel } from "./round-kernel.ts";

export interface QuantiseOptions {
  /** Batches as the network is given them; without any, every kernel is rounded, and errors are those of kernels. */
  readonly batches?: Iterable<Batch> | AsyncIterable<Batch>;
  /** The largest error of a node that is rounded; default 0.025. */
  readonly tolerance?: number;
  /**
   * What errors are measured in; default "int8x16", in which they are those of kernels alone and the same on every machine. With "int8" they
   * are also those of pixels, where this machine multiplies bytes.
   */
  readonly precision?: IntegerPrecision;
  /** Nodes that fusing must leave, to be tapped. */
  readonly keep?: Iterable<string>;
}

/** What became of a pointwise kernel. */
export interface QuantisedNode {
  readonly node: string;
  /** `node/parameter`. */
  readonly kernel: string;
  /** Root mean square of what rounding changes, of what was: of the node's output where there are batches, else of the kernel. */
  readonly error: number;
  readonly precision: Precision;
}

export interface Quantised {
  /** Fused. */
  readonly network: Network;
  /** Float32 still; rounded kernels hold exact multiples of their steps. */
  readonly parameters: NetworkParameters;
  /** In the order of the network. */
  readonly report: readonly QuantisedNode[];
}

/**
 * What rounding all forty kernels of an Xception costs its outputs, measured on photos (docs/decisions, whole numbers): a kernel that errs
 * more by itself would be worse than all of those together. Theirs err by 0.2 to 1.5 %.
 */
const defaultTolerance = 0.025;

/**
 * Fuses a network and rounds its pointwise kernels to 8-bit whole numbers, in steps that each output channel has for itself, but where that
 * changes a node's output by more than `tolerance`.
 *
 * Run the result by the executor "wasm" with the precision "int8", or by any other with the same numbers but for the rounding of pixels.
 *
 * @throws NetworkError, ParametersError where network or parameters are not valid
 * @throws InputError where there is no batch in `batches`, one does not fit, or the tolerance is no number from 0
 *
 * @example
 * const { network: fused, parameters: rounded, report } = await quantise(network, parameters, { batches: [images] });
 */
export async function quantise(network: Network, parameters: NetworkParameters, options: QuantiseOptions = {}): Promise<Quantised> {
  const { batches, tolerance = defaultTolerance, precision: measuredIn = "int8x16", keep = [] } = options;
  if (!(tolerance >= 0)) throw new InputError(`[quantise] the tolerance came as ${tolerance}, but a number from 0 was expected. Give one.`);
  const fused = fuse(network, parameters, { keep });
  const names = pointwiseKernels(fused.network);
  const nameOf = (node: string): string => names.get(node) as string; // asked for nodes of the map alone
  const kernelBefore = (node: string): ParameterArray => fused.parameters.get(nameOf(node)) as ParameterArray;
  const rounded = new Map<string, ParameterArray>();
  for (const node of names.keys()) {
    const integers = roundKernel(kernelBefore(node));
    if (integers) rounded.set(node, kernelOf(integers));
  }
  const measured = batches && rounded.size > 0 ? await measureErrors(fused, rounded, nameOf, requireSome(batches), measuredIn) : undefined;
  const report = [...names].map(([node, kernel]): QuantisedNode => {
    const after = rounded.get(node);
    const error = !after ? NaN : measured ? (measured.get(node) as number) : kernelError(kernelBefore(node), after);
    return { node, kernel, error, precision: after && (!measured || error <= tolerance) ? "int8" : "float32" };
  });
  const result = new Map(fused.parameters);
  for (const { node, kernel, precision } of report) if (precision === "int8") result.set(kernel, rounded.get(node) as ParameterArray);
  return { network: fused.network, parameters: result, report };
}

async function* requireSome(batches: Iterable<Batch> | AsyncIterable<Batch>): AsyncGenerator<Batch> {
  let some = false;
  for await (const batch of batches) {
    some = true;
    yield batch;
  }
  if (!some) throw new InputError("[quantise] there is no batch to measure errors on. Give some, or leave `batches` out.");
}
