// TensorFlow's collective operations: every process of a group gives a tensor of the same shape, and all get the result.
// Source: tensorflow/core/ops/collective_ops.cc.
import { attributeKinds, type Attribute } from "../binding/attribute.ts";
import { dataTypes } from "../tensors/data-type.ts";

export interface Collective {
  readonly name: "CollectiveReduceV2" | "CollectiveBcastSendV2" | "CollectiveBcastRecvV2";
  /** Processes in the group. */
  readonly count: number;
  /** Number of this operation among all of the group's, the same in every process. */
  readonly key: number;
  readonly timeoutSeconds: number;
  /** Whether it is between graphics cards. */
  readonly isOnGpu: boolean;
}

/** There is one group: all processes. */
const groupKey = 1;

/** What an operation takes after its data: each a whole number, int32. */
export const collectiveNumbers = ({ count, key }: Collective): readonly number[] => [count, groupKey, key];

/**
 * Attributes of an operation.
 *
 * @param type   TensorFlow's type of its data
 * @param final  of a reduction: "Id" leaves the sum as it is, "Div" makes it the mean
 */
export function collectiveAttributes({ name, timeoutSeconds, isOnGpu }: Collective, type: number, final: "Id" | "Div"): Attribute[] {
  return [
    { name: "T", type: attributeKinds.type, value: type },
    ...(name === "CollectiveReduceV2" ? reduction(final) : []),
    ...(name === "CollectiveBcastRecvV2" ? [{ name: "Tshape", type: attributeKinds.type, value: dataTypes.int32 }] : []),
    // Rings of messages between processors; NVIDIA's library between graphics cards.
    text("communication_hint", isOnGpu ? "nccl" : "ring"),
    { name: "timeout_seconds", type: attributeKinds.float, value: timeoutSeconds },
  ];
}

const reduction = (final: "Id" | "Div"): Attribute[] => [
  text("merge_op", "Add"),
  text("final_op", final),
  { name: "is_stateless", type: attributeKinds.bool, value: false },
  whole("Nordering_token", 0),
  whole("max_subdivs_per_device", -1),
];

const text = (name: string, value: string): Attribute => ({ name, type: attributeKinds.string, value });
const whole = (name: string, value: number): Attribute => ({ name, type: attributeKinds.int, value });
