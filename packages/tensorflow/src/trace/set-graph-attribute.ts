import { attributeBytes, attributeKinds, type Attribute } from "../binding/attribute.ts";
import type { Library } from "../library/open-library.ts";

/** Writes an attribute to an operation that is about to be put into a graph. */
export function setGraphAttribute({ functions }: Library, operation: bigint, { name, type, value }: Attribute): void {
  const list = Array.isArray(value) ? (value as readonly number[]) : undefined;
  switch (type) {
    case attributeKinds.string: {
      const bytes = attributeBytes(value);
      functions.TF_SetAttrString(operation, name, bytes, bytes.length);
      return;
    }
    case attributeKinds.int:
      if (list) functions.TF_SetAttrIntList(operation, name, BigInt64Array.from(list, BigInt), list.length);
      else functions.TF_SetAttrInt(operation, name, Number(value));
      return;
    case attributeKinds.float:
      if (list) functions.TF_SetAttrFloatList(operation, name, Float32Array.from(list), list.length);
      else functions.TF_SetAttrFloat(operation, name, Number(value));
      return;
    case attributeKinds.type:
      functions.TF_SetAttrType(operation, name, Number(value));
      return;
    case attributeKinds.shape: {
      const shape = BigInt64Array.from(list ?? [], BigInt);
      functions.TF_SetAttrShape(operation, name, shape, shape.length);
      return;
    }
    default:
      functions.TF_SetAttrBool(operation, name, value ? 1 : 0);
  }
}
