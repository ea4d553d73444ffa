// What processes of a cluster do together. Every one of them asks for the same things in the same order: operations find their
// counterparts by their number.
import * as tf from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";
import type { TensorFlowBackend } from "../backend/tensorflow-backend.ts";
import { startTensorFlow } from "../context/start-tensorflow.ts";
import { trace, type Traced } from "../trace/trace.ts";
import { defaultTimeoutSeconds } from "./cluster.ts";
import { receive, reduce, send, type Collective } from "./collective.ts";

/** The processes of a cluster, seen from one of them. */
export interface Workers {
  readonly count: number;
  /** Number of this process, from 0. */
  readonly index: number;
  /** The sum of a tensor of all processes, float32 or int32; the shape is the same in all. Waits for the others, or is recorded in `trace`. */
  sum<T extends tf.Tensor>(x: T): T;
  /** The mean of a tensor of all processes, float32. In `trace` it has no timeout of its own: let the function have a sum beside it. */
  mean<T extends tf.Tensor>(x: T): T;
  /** The first process' tensor, whatever the others pass of the same shape and type. */
  broadcast<T extends tf.Tensor>(x: T): T;
  /** Every process' numbers, bit for bit, in the order of the processes: each passes as many. Waits on another thread. */
  gather(values: Float64Array): Promise<Float64Array[]>;
  /** The first process' bytes; the others pass nothing. Waits on another thread. */
  share(bytes?: Uint8Array): Promise<Uint8Array>;
}

type Reduction = Traced<[tf.Tensor1D], tf.Tensor>;

/**
 * The processes of the cluster that TensorFlow was started with; this process alone where it was started without one.
 *
 * @throws TypeError where another backend is current; the methods throw WorkerLostError where another process is lost
 *
 * @example
 * registerTensorFlowBackend({ cluster: { addresses: ["a:2222", "b:2222"], index: 0 } });
 * await tf.setBackend("tensorflow");
 * const workers = joinWorkers();
 * workers.sum(tf.scalar(workers.index)).print(); // => 1, in both
 */
export function joinWorkers(): Workers {
  const backend = requireTensorFlowBackend(tf.backend());
  const { addresses, index, timeoutSeconds = defaultTimeoutSeconds } = startTensorFlow().cluster ?? { addresses: [""], index: 0 };
  const count = addresses.length;
  const nextKey = keys(backend);
  const collective = (name: Collective["name"], x: tf.Tensor, does: string): Collective => ({
    ...{ name, count, timeoutSeconds },
    key: nextKey(`${does} ${x.dtype} ${x.shape.join()}`),
  });
  const alone = count === 1;
  const copy = <T extends tf.Tensor>(x: T): T => tf.clone(x);
  const sum = <T extends tf.Tensor>(x: T): T =>
    alone ? copy(x) : (reduce(backend, collective("CollectiveReduceV2", x, "sum"), x, "Id") as T);
  const broadcast = <T extends tf.Tensor>(x: T): T => {
    if (alone) return copy(x);
    if (index === 0) return send(backend, collective("CollectiveBcastSendV2", x, "broadcast"), x) as T;
    return receive(backend, collective("CollectiveBcastRecvV2", x, "broadcast"), x) as T;
  };
  const apart = { sum: trace((x: tf.Tensor1D) => sum(x)), first: trace((x: tf.Tensor1D) => broadcast(x)) };
  return {
    count,
    index,
    sum,
    mean(x) {
      if (alone) return copy(x);
      // TensorFlow keeps a thread for each operation with a timeout until that is over. A step of training has hundreds of means, and one sum
      // of its report, whose timeout ends them all.
      const untimed = backend.recorder ? { timeoutSeconds: 0 } : {};
      return reduce(backend, { ...collective("CollectiveReduceV2", x, "mean"), ...untimed }, x, "Div") as typeof x;
    },
    broadcast,
    async gather(values) {
      // Where all but one have nothing but zeros, a sum of whole numbers is that one's, whatever the bits stand for.
      const all = new Int32Array(count * values.length * 2);
      const bits = new Int32Array(Float64Array.from(values).buffer);
      all.set(bits, index * bits.length);
      const summed = alone ? all : await runApart(apart.sum, all);
      const numbers = new Float64Array(Int32Array.from(summed).buffer);
      return Array.from({ length: count }, (_, worker) => numbers.slice(worker * values.length, (worker + 1) * values.length));
    },
    async share(bytes = new Uint8Array()) {
      if (alone) return bytes;
      const [length = 0] = await runApart(apart.first, Int32Array.of(bytes.length));
      const padded = new Uint8Array(Math.ceil(length / 4) * 4);
      padded.set(bytes.subarray(0, length));
      if (length === 0) return padded;
      const shared = await runApart(apart.first, new Int32Array(padded.buffer));
      return new Uint8Array(Int32Array.from(shared).buffer).slice(0, length);
    },
  };
}

/** Runs it on another thread, so that JavaScript hears signals while it waits for the others. */
async function runApart(work: Reduction, values: Int32Array): Promise<Int32Array> {
  const x = tf.keep(tf.tensor1d(values, "int32"));
  let result: tf.Tensor | undefined;
  try {
    result = await work.elsewhere(x);
    return await result.data<"int32">();
  } finally {
    tf.dispose(result ? [x, result] : [x]);
  }
}

/**
 * Numbers of operations. In a recording each has one of its own, since they may run beside each other; at once they come one after the
 * other, and those of one kind and shape share one, so that TensorFlow keeps no more than it has to.
 */
function keys(backend: TensorFlowBackend): (signature: string) => number {
  const known = new Map<string, number>();
  return (signature) => {
    if (backend.recorder) return nextKey++;
    const key = known.get(signature) ?? nextKey++;
    known.set(signature, key);
    return key;
  };
}

let nextKey = 1;
