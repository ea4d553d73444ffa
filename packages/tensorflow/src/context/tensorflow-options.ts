import { cpus } from "node:os";

import type { Cluster } from "../cluster/cluster.ts";
import { bytesField, varintField } from "./protocol-buffer.ts";

/** How TensorFlow runs. A process has one TensorFlow: the options of its first start hold. */
export interface TensorFlowOptions {
  /** The library, its folder, or the `site-packages` that has it; without it TensorFlow is looked for, see `findTensorFlow` */
  readonly path?: string | undefined;
  /** threads within one operation; all processors without it */
  readonly threads?: number | undefined;
  /**
   * operations at a time; 2 without it, or 1 on one thread. On the way back the products for a filter and for an image do not wait for each
   * other, and one fills the threads where the other leaves them idle: a step of Xception takes 2 to 4 % less time (299 pixels, batch 4, 2
   * threads of an AMD EPYC, in turns), and up to 70 MB more
   */
  readonly operationsAtATime?: number | undefined;
  /** Graphics cards that may be used, by number; all without it, none when empty */
  readonly visibleDevices?: readonly number[] | undefined;
  /** Take a graphics card's memory as it is needed, in place of all of it at once. Default: true */
  readonly memoryGrowth?: boolean | undefined;
  /** Refuse whatever could give other bits in another run of the same program. Default: false */
  readonly deterministic?: boolean | undefined;
  /** Let graphics cards multiply float32 numbers at the precision of TF32. Default: true, as TensorFlow has it */
  readonly tf32?: boolean | undefined;
  /** The processes that compute together, see `joinWorkers`; this one alone without it */
  readonly cluster?: Cluster | undefined;
}

/** The message `ConfigProto` (tensorflow/core/protobuf/config.proto) for the options. @throws RangeError for a number that is none */
export function configOf(options: TensorFlowOptions): Uint8Array {
  const threads = countOf("threads", options.threads) ?? cpus().length;
  const gpuOptions = [
    ...varintField(4, options.memoryGrowth ?? true),
    ...(options.visibleDevices?.length ? bytesField(5, options.visibleDevices.join(",")) : []),
  ];
  const noGpus = bytesField(1, [...bytesField(1, "GPU"), ...varintField(2, 0)]);
  return Uint8Array.from([
    ...(options.visibleDevices?.length === 0 ? noGpus : []),
    ...varintField(2, threads),
    ...varintField(5, countOf("operationsAtATime", options.operationsAtATime) ?? Math.min(threads, 2)),
    ...bytesField(6, gpuOptions),
    // An operation that a graphics card does not have runs on the processor.
    ...varintField(7, true),
  ]);
}

/**
 * What the rewriter of mixed precision, on processors, leaves in float32 although it could be bfloat16: this version of batch
 * normalisation. Kernels choose it where bfloat16 would be the slower one, and version 3 elsewhere (@xception/separable-conv,
 * kernels/tensorflow/batch-norm-training.ts).
 */
const leftInFloat32 = { TF_AUTO_MIXED_PRECISION_GRAPH_REWRITE_INFERLIST_REMOVE: "FusedBatchNormV2,FusedBatchNormGradV2" };

/** On a processor the rewriter would only round to float16 what float32 has computed, and ends the process where it does (2.21). */
const computedInFloat16 = { TF_AUTO_MIXED_PRECISION_GRAPH_REWRITE_EMULATE_FP16: "0" };

/** What TensorFlow reads from the environment, which has to be there before it starts; what is there already of the rewriter's stays. */
export function environmentOf({ deterministic, tf32 }: TensorFlowOptions, given: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return {
    ...unlessGiven(leftInFloat32, given),
    ...unlessGiven(computedInFloat16, given),
    ...(deterministic ? { TF_DETERMINISTIC_OPS: "1" } : {}),
    ...(tf32 === false ? { NVIDIA_TF32_OVERRIDE: "0" } : {}),
  };
}

const unlessGiven = (wanted: Record<string, string>, given: NodeJS.ProcessEnv): Record<string, string> =>
  Object.keys(wanted).some((name) => name in given) ? {} : wanted;

function countOf(name: string, count: number | undefined): number | undefined {
  if (count === undefined || (Number.isInteger(count) && count > 0)) return count;
  throw new RangeError(`[startTensorFlow] ${name} came as ${count}, expected a whole number above 0. Leave it out for all processors.`);
}
