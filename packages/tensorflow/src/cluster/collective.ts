// TensorFlow's collective operations: every process of a group gives a tensor of the same shape, and all get the result.
// Source: tensorflow/core/ops/collective_ops.cc.
import * as tf from "@tensorflow/tfjs-core";

import type { TensorFlowBackend } from "../backend/tensorflow-backend.ts";
import { attributeKinds, type Attribute } from "../binding/attribute.ts";

export interface Collective {
  readonly name: "CollectiveReduceV2" | "CollectiveBcastSendV2" | "CollectiveBcastRecvV2";
  /** Processes in the group. */
  readonly count: number;
  /** Number of this operation among all of the group's, the same in every process. */
  readonly key: number;
  readonly timeoutSeconds: number;
}

/** There is one group: all processes. */
const groupKey = 1;

/** The sum of a tensor over all processes, or their mean. */
export function reduce(backend: TensorFlowBackend, collective: Collective, x: tf.Tensor, final: "Id" | "Div"): tf.Tensor {
  return run(
    backend,
    collective,
    [x],
    [
      backend.typeAttribute("T", x.dtype),
      text("merge_op", "Add"),
      text("final_op", final),
      { name: "is_stateless", type: attributeKinds.bool, value: false },
      whole("Nordering_token", 0),
      whole("max_subdivs_per_device", -1),
    ],
  );
}

/** Gives a tensor to the other processes. */
export function send(backend: TensorFlowBackend, collective: Collective, x: tf.Tensor): tf.Tensor {
  return run(backend, collective, [x], [backend.typeAttribute("T", x.dtype)]);
}

/** Takes the tensor that another process sends: of the shape and type of this one. */
export function receive(backend: TensorFlowBackend, collective: Collective, like: tf.Tensor): tf.Tensor {
  const types = [backend.typeAttribute("T", like.dtype), backend.typeAttribute("Tshape", "int32")];
  return run(backend, collective, [], types, [tf.tensor1d(like.shape, "int32")]);
}

function run(
  backend: TensorFlowBackend,
  { name, count, key, timeoutSeconds }: Collective,
  data: readonly tf.Tensor[],
  attributes: readonly Attribute[],
  after: readonly tf.Tensor[] = [],
): tf.Tensor {
  return tf.tidy(() => {
    const numbers = [count, groupKey, key].map((value) => tf.scalar(value, "int32"));
    // Rings of messages between processors; NVIDIA's library between graphics cards.
    const hint = text("communication_hint", backend.isUsingGpuDevice ? "nccl" : "ring");
    const timeout = { name: "timeout_seconds", type: attributeKinds.float, value: timeoutSeconds };
    return backend.executeSingleOutput(name, [...attributes, hint, timeout], [...data, ...numbers, ...after]);
  });
}

const text = (name: string, value: string): Attribute => ({ name, type: attributeKinds.string, value });
const whole = (name: string, value: number): Attribute => ({ name, type: attributeKinds.int, value });
