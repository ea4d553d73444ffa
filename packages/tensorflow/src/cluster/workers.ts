// What processes of a cluster do together. Every one of them asks for the same things in the same order: operations find their
// counterparts by their number.
import * as tf from "@tensorflow/tfjs-core";

import { TensorFlowBackend } from "../backend/tensorflow-backend.ts";
import { toTensorFlowType } from "../backend/type-names.ts";
import { startTensorFlow } from "../context/start-tensorflow.ts";
import { defaultTimeoutSeconds } from "./cluster.ts";
import { collectiveAttributes, collectiveNumbers, type Collective } from "./collective.ts";
import { HostCollectives } from "./host-collectives.ts";

/** The processes of a cluster, seen from one of them. */
export interface Workers {
  readonly count: number;
  /** Number of this process, from 0. */
  readonly index: number;
  /** Whether the backend "tensorflow" is current, whose tensors `sum`, `mean` and `broadcast` take. The others work beside any backend. */
  readonly takesTensors: boolean;
  /** The sum of a tensor of all processes, float32 or int32; the shape is the same in all. Waits for the others, or is recorded in `trace`. */
  sum<T extends tf.Tensor>(x: T): T;
  /** The mean of a tensor of all processes, float32. In `trace` it has no timeout of its own: let the function have a sum beside it. */
  mean<T extends tf.Tensor>(x: T): T;
  /** The first process' tensor, whatever the others pass of the same shape and type. */
  broadcast<T extends tf.Tensor>(x: T): T;
  /** The sum of all processes' numbers: each passes as many. Waits on another thread. */
  sumNumbers(values: Float32Array): Promise<Float32Array>;
  /** Every process' numbers, bit for bit, in the order of the processes: each passes as many. Waits on another thread. */
  gather(values: Float64Array): Promise<Float64Array[]>;
  /** The first process' bytes; the others pass nothing. Waits on another thread. */
  share(bytes?: Uint8Array): Promise<Uint8Array>;
}

/**
 * The processes of the cluster that TensorFlow was started with; this process alone where it was started without one.
 *
 * @throws the methods throw WorkerLostError where another process is lost, and those of tensors a TypeError where another backend is current
 *
 * @example
 * registerTensorFlowBackend({ cluster: { addresses: ["a:2222", "b:2222"], index: 0 } });
 * await tf.setBackend("tensorflow");
 * const workers = joinWorkers();
 * workers.sum(tf.scalar(workers.index)).print(); // => 1, in both
 */
export function joinWorkers(): Workers {
  const tensorflow = startTensorFlow();
  const { addresses, index, timeoutSeconds = defaultTimeoutSeconds } = tensorflow.cluster ?? { addresses: [""], index: 0 };
  const count = addresses.length;
  const alone = count === 1;
  const isOnGpu = tensorflow.devices.some(({ kind }) => kind === "GPU");
  const host = new HostCollectives(tensorflow);
  const known = new Map<string, number>();
  // At once operations come one after the other, and those of one kind and shape share a number, so that TensorFlow keeps no more than it has to.
  const sharedKey = (signature: string): number => {
    const key = known.get(signature) ?? nextKey++;
    known.set(signature, key);
    return key;
  };
  const collective = (name: Collective["name"], key: number): Collective => ({ name, count, key, timeoutSeconds, isOnGpu });
  const ofTensor = (name: Collective["name"], does: string, x: tf.Tensor): [TensorFlowBackend, Collective] => {
    const backend = tf.backend();
    if (!(backend instanceof TensorFlowBackend)) {
      throw new TypeError(
        `[joinWorkers] ${does} came with a tensor of the backend ${tf.getBackend()}, expected one of tensorflow. Take numbers from it, and sumNumbers.`,
      );
    }
    // In a recording each has a number of its own, since they may run beside each other.
    const key = backend.recorder ? nextKey++ : sharedKey(`${does} ${x.dtype} ${x.shape.join()}`);
    return [backend, collective(name, key)];
  };
  const onHost = <T extends Float32Array | Int32Array>(name: Collective["name"], does: string, values: T): Promise<T> =>
    host.run(values, collective(name, sharedKey(`${does} of ${values.length} ${values.constructor.name}`)));
  const first = (values: Int32Array): Promise<Int32Array> =>
    onHost(index === 0 ? "CollectiveBcastSendV2" : "CollectiveBcastRecvV2", "the first", values);
  return {
    count,
    index,
    get takesTensors() {
      return tf.getBackend() === "tensorflow";
    },
    sum(x) {
      return alone ? tf.clone(x) : runOn(...ofTensor("CollectiveReduceV2", "sum", x), x, "Id");
    },
    mean(x) {
      if (alone) return tf.clone(x);
      const [backend, timed] = ofTensor("CollectiveReduceV2", "mean", x);
      // TensorFlow keeps a thread for each operation with a timeout until that is over. A step of training has dozens of means, and one sum of
      // its report, whose timeout ends them all.
      return runOn(backend, backend.recorder ? { ...timed, timeoutSeconds: 0 } : timed, x, "Div");
    },
    broadcast(x) {
      const name = index === 0 ? "CollectiveBcastSendV2" : "CollectiveBcastRecvV2";
      return alone ? tf.clone(x) : runOn(...ofTensor(name, "broadcast", x), x, "Id");
    },
    async sumNumbers(values) {
      return alone ? values.slice() : onHost("CollectiveReduceV2", "sum", values);
    },
    async gather(values) {
      // Where all but one have nothing but zeros, a sum of whole numbers is that one's, whatever the bits stand for.
      const all = new Int32Array(count * values.length * 2);
      const bits = new Int32Array(Float64Array.from(values).buffer);
      all.set(bits, index * bits.length);
      const summed = alone ? all : await onHost("CollectiveReduceV2", "sum", all);
      const numbers = new Float64Array(Int32Array.from(summed).buffer);
      return Array.from({ length: count }, (_, worker) => numbers.slice(worker * values.length, (worker + 1) * values.length));
    },
    async share(bytes = new Uint8Array()) {
      if (alone) return bytes;
      const [length = 0] = await first(Int32Array.of(bytes.length));
      const padded = new Uint8Array(Math.ceil(length / 4) * 4);
      padded.set(bytes.subarray(0, length));
      if (length === 0) return padded;
      const shared = await first(new Int32Array(padded.buffer));
      return new Uint8Array(shared.buffer, shared.byteOffset, length);
    },
  };
}

/** Runs an operation on a tensor: at once, or as a part of what is recorded. */
function runOn<T extends tf.Tensor>(backend: TensorFlowBackend, collective: Collective, x: T, final: "Id" | "Div"): T {
  return tf.tidy(() => {
    const receives = collective.name === "CollectiveBcastRecvV2";
    const numbers = collectiveNumbers(collective).map((value) => tf.scalar(value, "int32"));
    const inputs = receives ? [...numbers, tf.tensor1d(x.shape, "int32")] : [x, ...numbers];
    const attributes = collectiveAttributes(collective, toTensorFlowType(x.dtype), final);
    return backend.executeSingleOutput(collective.name, attributes, inputs) as T;
  });
}

let nextKey = 1;
