// Where the values of an array are. Specification, sections IV.A.2.i (layout) and IV.A.2.l (filters).
import type { Cursor } from "../structure/cursor.ts";
import { damaged, unsupported } from "../structure/damaged.ts";

export type Layout =
  | { readonly kind: "compact"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "contiguous"; readonly address: number | undefined; readonly length: number }
  | { readonly kind: "chunked"; readonly index: number | undefined; readonly chunk: readonly number[] };

export function readLayout(content: Cursor): Layout {
  const version = content.u8();
  if (version !== 3 && version !== 4) throw unsupported(`has arrays in layout ${String(version)}`);
  const kind = content.u8();
  if (kind === 0) return { kind: "compact", bytes: content.take(content.u16()) };
  if (kind === 1) return { kind: "contiguous", address: content.address(), length: content.length() };
  if (kind !== 2 || version === 4) throw unsupported(kind === 2 ? "has arrays in chunks of the newest form" : "has virtual arrays");
  const rank = content.u8();
  const index = content.address();
  // The last number is the size of one value.
  const chunk = Array.from({ length: rank }, () => content.u32()).slice(0, -1);
  if (chunk.some((size) => size === 0)) throw damaged("has chunks without values");
  return { kind: "chunked", index, chunk };
}

export interface Filter {
  readonly name: "deflate" | "shuffle" | "fletcher32";
  readonly values: readonly number[];
}

const filterNames: Readonly<Record<number, Filter["name"]>> = { 1: "deflate", 2: "shuffle", 3: "fletcher32" };

/** The filters in the order in which they were applied. */
export function readFilters(content: Cursor): readonly Filter[] {
  const version = content.version(1, 2);
  const count = content.u8();
  if (version === 1) content.skip(6);
  return Array.from({ length: count }, () => {
    const id = content.u16();
    const nameLength = version === 1 || id >= 256 ? content.u16() : 0;
    content.skip(2);
    const valueCount = content.u16();
    content.skip(version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength);
    const values = Array.from({ length: valueCount }, () => content.u32());
    if (version === 1 && valueCount % 2 === 1) content.skip(4);
    const name = filterNames[id];
    if (!name) throw unsupported(`compresses arrays by filter ${String(id)}`);
    return { name, values };
  });
}
