// An object header: the list of messages that describe a group or an array. Specification, section IV.A.
import type { Cursor } from "./cursor.ts";
import { damaged, unsupported } from "./damaged.ts";
import type { Hdf5Source } from "./hdf5-source.ts";

export const messageTypes = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

export interface Message {
  readonly type: number;
  readonly content: Cursor;
}

/** A header has a block for every time it grew; a hundred means a loop. */
const maximumBlocks = 100;
const maximumBlockLength = 2 ** 24;

interface Block {
  readonly content: Cursor;
  readonly readMessage: (content: Cursor) => Message;
}

/** All messages of the object at an address. */
export async function readMessages(source: Hdf5Source, address: number): Promise<readonly Message[]> {
  const messages: Message[] = [];
  const first = await firstBlock(source, address);
  const blocks = [first.content];
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    if (!block || index > maximumBlocks) throw damaged("has an object header that never ends");
    // What is left at the end, less than a message's own fields, is a gap.
    while (block.left >= first.smallest) {
      const message = first.readMessage(block);
      if (message.type !== messageTypes.continuation) {
        messages.push(message);
        continue;
      }
      const [next, length] = [message.content.address(), message.content.length()];
      if (next === undefined || length > maximumBlockLength) throw damaged("has an object header that leads nowhere");
      blocks.push(first.open(await source.structure(next, length)));
    }
  }
  return messages;
}

interface Header extends Block {
  /** Bytes that a message takes at least. */
  readonly smallest: number;
  /** A further block without what surrounds its messages. */
  readonly open: (block: Cursor) => Cursor;
}

async function firstBlock(source: Hdf5Source, address: number): Promise<Header> {
  const start = await source.structure(address, Math.min(32, source.size - address));
  return start.bytes[0] === 0x4f ? secondVersion(source, address, start) : firstVersion(source, address, start);
}

async function firstVersion(source: Hdf5Source, address: number, start: Cursor): Promise<Header> {
  start.version(1);
  const length = start.skip(7).u32();
  if (length > maximumBlockLength) throw damaged(`has an object header of ${String(length)} bytes`);
  return {
    content: await source.structure(address + 16, length),
    smallest: 8,
    open: (block) => block,
    readMessage(block) {
      const [type, size, flags] = [block.u16(), block.u16(), block.u8()];
      return message(source, type, flags, block.skip(3).take(size));
    },
  };
}

/** Flags: the two low bits tell how long the length is, bit 2 that messages are numbered, bit 4 and 5 that fields precede the length. */
async function secondVersion(source: Hdf5Source, address: number, start: Cursor): Promise<Header> {
  start.signature("OHDR").version(2);
  const flags = start.u8();
  start.skip((flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0));
  const length = start.unsigned(2 ** (flags & 3));
  if (length > maximumBlockLength) throw damaged(`has an object header of ${String(length)} bytes`);
  const isNumbered = (flags & 4) !== 0;
  const whole = (await source.structure(address, start.position + length + 4)).skip(start.position);
  const content = source.cursor(whole.take(length));
  whole.checksum();
  return {
    content,
    smallest: isNumbered ? 6 : 4,
    open(block) {
      const inner = source.cursor(block.signature("OCHK").take(block.left - 4));
      block.checksum();
      return inner;
    },
    readMessage(block) {
      const [type, size, messageFlags] = [block.u8(), block.u16(), block.u8()];
      return message(source, type, messageFlags, block.skip(isNumbered ? 2 : 0).take(size));
    },
  };
}

function message(source: Hdf5Source, type: number, flags: number, content: Uint8Array<ArrayBuffer>): Message {
  const isShared = (flags & 2) !== 0;
  if (isShared && (type === messageTypes.datatype || type === messageTypes.dataspace))
    throw unsupported("shares a data type or shape among objects");
  return { type, content: source.cursor(content) };
}
