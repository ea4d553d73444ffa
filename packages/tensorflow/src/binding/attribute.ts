// Options of operations, which TensorFlow calls attributes, as TensorFlow.js' kernels write them.
import type { Library } from "../library/open-library.ts";
import type { Status } from "../context/status.ts";

/** Kinds of attributes, by the numbers that the C interface gives them. */
export const attributeKinds = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 } as const;

export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** Bytes of a text attribute, which may be no text: a serialized message. */
export const attributeBytes = (value: unknown): Uint8Array =>
  value instanceof Uint8Array ? value : new TextEncoder().encode(String(value));

/** Writes an attribute to an operation that is about to run. */
export function setAttribute({ functions }: Library, operation: bigint, { name, type, value }: Attribute, status: Status): void {
  const list = Array.isArray(value) ? (value as readonly number[]) : undefined;
  switch (type) {
    case attributeKinds.string: {
      const bytes = attributeBytes(value);
      functions.TFE_OpSetAttrString(operation, name, bytes, bytes.length);
      return;
    }
    case attributeKinds.int:
      if (list) functions.TFE_OpSetAttrIntList(operation, name, BigInt64Array.from(list, BigInt), list.length);
      else functions.TFE_OpSetAttrInt(operation, name, Number(value));
      return;
    case attributeKinds.float:
      if (list) functions.TFE_OpSetAttrFloatList(operation, name, Float32Array.from(list), list.length);
      else functions.TFE_OpSetAttrFloat(operation, name, Number(value));
      return;
    case attributeKinds.type:
      functions.TFE_OpSetAttrType(operation, name, Number(value));
      return;
    case attributeKinds.shape: {
      const shape = BigInt64Array.from(list ?? [], BigInt);
      functions.TFE_OpSetAttrShape(operation, name, shape, shape.length, status.pointer);
      return;
    }
    default:
      functions.TFE_OpSetAttrBool(operation, name, value ? 1 : 0);
  }
}
