// Some operations take a list of tensors as one input. Eager TensorFlow lays lists out flat; a graph must be told which inputs are one,
// and TensorFlow's own description of the operation says it (tensorflow/core/framework/op_def.proto).
import type { TensorFlow } from "../context/start-tensorflow.ts";
import { readFields } from "../context/protocol-buffer.ts";

/** An input of an operation: one tensor, or a list, whose length may stand in an attribute. */
export interface InputArgument {
  readonly isList: boolean;
  /** the attribute that has the length */
  readonly lengthAttribute: string | undefined;
}

const fields = { inputArgument: 2, numberAttribute: 5, typeListAttribute: 6 } as const;
const known = new Map<string, readonly InputArgument[]>();

/** The inputs of an operation, in order. @throws TensorFlowError for one that TensorFlow does not know */
export function inputArguments({ library, status }: TensorFlow, graph: bigint, operation: string): readonly InputArgument[] {
  const found = known.get(operation);
  if (found) return found;
  const { functions, copy } = library;
  const buffer = functions.TF_NewBuffer();
  functions.TF_GraphGetOpDef(graph, operation, buffer, status.pointer);
  status.check(operation);
  // TF_Buffer begins with the address of the bytes and their number.
  const head = new BigUint64Array(2);
  copy(head, buffer, head.byteLength);
  const definition = new Uint8Array(Number(head[1]));
  copy(definition, head[0] ?? 0n, definition.length);
  functions.TF_DeleteBuffer(buffer);
  const described = readFields(definition)
    .filter(({ field }) => field === fields.inputArgument)
    .map(({ bytes }) => describe(bytes));
  known.set(operation, described);
  return described;
}

function describe(argument: Uint8Array): InputArgument {
  const text = (wanted: number): string | undefined => {
    const entry = readFields(argument).find(({ field }) => field === wanted);
    return entry && entry.bytes.length > 0 ? new TextDecoder().decode(entry.bytes) : undefined;
  };
  const lengthAttribute = text(fields.numberAttribute);
  return { isList: lengthAttribute !== undefined || text(fields.typeListAttribute) !== undefined, lengthAttribute };
}
