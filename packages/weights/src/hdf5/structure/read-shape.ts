// The dataspace message: the shape of an array or attribute. Specification, section IV.A.2.b.
import { valueCount } from "../../named-array.ts";
import type { Cursor } from "./cursor.ts";
import { damaged } from "./damaged.ts";

const maximumRank = 32;

/** The shape; undefined for an object without values, which HDF5 tells from an empty one. */
export function readShape(content: Cursor): readonly number[] | undefined {
  const version = content.version(1, 2);
  const [rank, , type] = [content.u8(), content.u8(), content.u8()];
  if (rank > maximumRank) throw damaged(`has a shape of ${String(rank)} axes`);
  if (version === 1) content.skip(4);
  else if (type === 2) return undefined;
  const shape = Array.from({ length: rank }, () => content.length());
  if (!Number.isSafeInteger(valueCount(shape))) throw damaged(`has a shape of [${shape.join(", ")}]`);
  return shape;
}
