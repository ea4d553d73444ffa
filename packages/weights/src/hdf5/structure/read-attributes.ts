// The attributes of an object, in its header or, where there are many, in a heap. Specification, section IV.A.2.m.
import { readHeapObjects } from "../storage/read-heap-objects.ts";
import type { Cursor } from "./cursor.ts";
import type { Hdf5Source } from "./hdf5-source.ts";
import { messageTypes, type Message } from "./read-messages.ts";
import { readShape } from "./read-shape.ts";
import { readValueType, type ValueType } from "./read-value-type.ts";

export interface Attribute {
  readonly type: ValueType;
  readonly shape: readonly number[] | undefined;
  readonly content: Cursor;
}

export async function readAttributes(source: Hdf5Source, messages: readonly Message[]): Promise<ReadonlyMap<string, Attribute>> {
  const attributes = new Map<string, Attribute>();
  for (const { type, content } of messages) {
    if (type === messageTypes.attribute) add(source, content, attributes);
    if (type !== messageTypes.attributeInfo) continue;
    content.version(0);
    if (content.u8() & 1) content.skip(2);
    const [heap, index] = [content.address(), content.address()];
    if (heap === undefined || index === undefined) continue;
    // Each record of the index starts with the place in the heap.
    for (const object of await readHeapObjects(source, heap, index, (record) => record)) add(source, object, attributes);
  }
  return attributes;
}

/** Version 1 fills its parts up to a multiple of 8 bytes; version 3 says how the name is encoded. */
function add(source: Hdf5Source, content: Cursor, attributes: Map<string, Attribute>): void {
  const version = content.version(1, 2, 3);
  content.skip(1);
  const [nameLength, typeLength, shapeLength] = [content.u16(), content.u16(), content.u16()];
  if (version === 3) content.skip(1);
  const whole = (length: number): number => (version === 1 ? Math.ceil(length / 8) * 8 : length);
  const name = source.cursor(content.take(whole(nameLength))).text(nameLength);
  const type = readValueType(source.cursor(content.take(whole(typeLength))));
  const shape = readShape(source.cursor(content.take(whole(shapeLength))));
  attributes.set(name, { type, shape, content });
}
