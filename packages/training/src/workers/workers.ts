// Other processes that train the same network on other images: @xception/tensorflow has such.
import type * as tf from "@tensorflow/tfjs-core";

/**
 * The processes that train together, seen from one of them. All ask for the same things in the same order. `joinWorkers()` of
 * @xception/tensorflow gives this.
 */
export interface Workers {
  readonly count: number;
  /** Number of this process, from 0. */
  readonly index: number;
  /** Whether `sum` and `mean` take tensors of the current backend, in a compiled step too; else processes meet on the host, by `sumNumbers`. */
  readonly takesTensors: boolean;
  /** The sum of a tensor of all processes. */
  sum<T extends tf.Tensor>(x: T): T;
  /** The mean of a tensor of all processes. */
  mean<T extends tf.Tensor>(x: T): T;
  /** The sum of all processes' numbers; each passes as many. */
  sumNumbers(values: Float32Array): Promise<Float32Array>;
  /** Every process' numbers, bit for bit, in the order of the processes; each passes as many. */
  gather(values: Float64Array): Promise<Float64Array[]>;
  /** The first process' bytes; the others pass nothing. */
  share(bytes?: Uint8Array): Promise<Uint8Array>;
}
