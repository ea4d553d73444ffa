// Just enough of Protocol Buffers to write the messages that TensorFlow's C interface takes as bytes: a message is its fields, one after
// the other, each a key (number of the field and kind of its value) and a value. Source: protobuf.dev/programming-guides/encoding.

/** A field of a whole number or a truth value. */
export function varintField(field: number, value: number | boolean): number[] {
  return [...varint(field * 8), ...varint(Number(value))];
}

/** A field of bytes: text, or a message of its own. */
export function bytesField(field: number, value: string | readonly number[]): number[] {
  const bytes = typeof value === "string" ? [...new TextEncoder().encode(value)] : value;
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
}

/** Seven bits a byte, lowest first; the top bit says that another follows. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
  return [...bytes, value];
}

/** A field of a message: its number, and its bytes where it is text or a message. */
export interface Field {
  readonly field: number;
  readonly bytes: Uint8Array;
}

/** The fields of a message, in order. Numbers are passed over: nothing here reads one. */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let place = 0;
  const number = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = message[place++] ?? 0;
      value += (byte % 0x80) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  };
  while (place < message.length) {
    const key = number();
    const kind = key % 8;
    let length = 0;
    if (kind === 0) number();
    else length = kind === 2 ? number() : kind === 1 ? 8 : 4;
    fields.push({ field: Math.floor(key / 8), bytes: kind === 2 ? message.subarray(place, place + length) : new Uint8Array() });
    place += length;
  }
  return fields;
}
