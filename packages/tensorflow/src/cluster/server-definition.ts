import { bytesField, varintField } from "../context/protocol-buffer.ts";
import type { Cluster } from "./cluster.ts";

const job = "worker";

/**
 * The message `ServerDef` (tensorflow/core/protobuf/tensorflow_server.proto) for this process. The first worker leads: it gives groups
 * of collective operations their members.
 */
export function serverDefinition({ addresses, index }: Cluster): Uint8Array {
  // A map's entry is a message of its key and its value.
  const tasks = addresses.flatMap((address, task) => bytesField(2, [...varintField(1, task), ...bytesField(2, address)]));
  const jobDefinition = [...bytesField(1, job), ...tasks];
  // ConfigProto.experimental = 16, its collective_group_leader = 1.
  const session = bytesField(16, bytesField(1, `/job:${job}/replica:0/task:0`));
  return Uint8Array.from([
    ...bytesField(1, bytesField(1, jobDefinition)),
    ...bytesField(2, job),
    ...varintField(3, index),
    ...bytesField(4, session),
    ...bytesField(5, "grpc"),
  ]);
}
