// Makes programs of kernels that follow each other: what lies between them in JavaScript, a hundred times a step, is a fifth of the step of a
// small network on two threads, of which all but one then have nothing to do. Buffers that only such kernels make get a fixed place in one
// memory, which the recording keeps, so that a program is written once; those that come from elsewhere are looked up at each run.
import * as tf from "@tensorflow/tfjs-core";
import type { CapturedRun, ProgramHost } from "@xception/separable-conv";

import { Arena, nextLine } from "./arena.ts";
import { LinkedProgram, type LinkedPrograms, type Moving } from "./linked-program.ts";
import type { Instruction, KernelInstruction, Place } from "./recording.ts";

/** Bytes of kept memory up to which it is worth it: kernels of a large network take so long that what lies between them is nothing. */
const mostBytes = 2 ** 28;

interface Unlinked {
  readonly backend: tf.KernelBackend;
  readonly instructions: readonly Instruction[];
  /** Buffers that leave the recording, which are made anew at each run. */
  readonly given: ReadonlySet<Place>;
  /** The buffer that a kernel took or gave. */
  readonly placeOf: (dataId: tf.DataId) => Place;
}

export interface Linked {
  readonly instructions: readonly Instruction[];
  readonly programs: LinkedPrograms;
}

type CapturedInstruction = KernelInstruction & { readonly captured: CapturedRun };

/** A program without a memory, with what has to be done before and after it. */
interface Draft {
  readonly kind: "draft";
  readonly before: Instruction[];
  readonly kernels: CapturedInstruction[];
  readonly after: Instruction[];
}

/** @returns undefined where there is nothing to link, or too much to keep */
export function linkPrograms(host: ProgramHost, unlinked: Unlinked): Linked | undefined {
  const { backend, instructions, given, placeOf } = unlinked;
  const { offsets, bytes: dataBytes } = assignOffsets(instructions, given);
  const steps = group(instructions, given, offsets);
  const runs = steps.flatMap((step) => (step.kind === "draft" ? step.kernels.map(({ captured }) => captured) : []));
  if (runs.length === 0) return undefined;
  const scratchBytes = nextLine(Math.max(...runs.map((run) => run.scratchBytes)));
  const widestPixel = Math.max(...runs.map((run) => run.widestPixel));
  const sizes = [
    dataBytes,
    Math.max(...runs.map(({ rooms }) => rooms.reduce((sum, size) => sum + nextLine(size), 0))),
    host.threads * scratchBytes,
    runs.reduce((sum, { words }) => sum + 4 * words.length, 0),
  ] as const;
  const total = sizes.reduce((sum, size) => sum + size, nextLine(1));
  if (total > mostBytes) return undefined;
  const room = tf.keep(tf.engine().makeTensorFromTensorInfo(host.room(total), backend));
  const data = nextLine(host.addressOf(room.dataId));
  const rooms = data + sizes[0];
  const scratch = rooms + sizes[1];
  let at = scratch + sizes[2];
  const addressOf = (place: Place): number | undefined => {
    const offset = offsets.get(place);
    return offset === undefined ? undefined : data + offset;
  };
  const linked = steps.flatMap((step): Instruction[] => {
    if (step.kind !== "draft") return [step];
    const { bytes, moving } = writeProgram(host.words(), step, { at, rooms, placeOf, addressOf });
    const program = new LinkedProgram(host, { at, bytes, scratch, scratchBytes, widestPixel }, moving);
    at += bytes;
    return [...step.before, { kind: "program", program }, ...step.after];
  });
  return { instructions: linked, programs: { host, room, views: viewFromOutside(host, linked, addressOf) } };
}

const isCaptured = (instruction: Instruction): instruction is CapturedInstruction =>
  instruction.kind === "kernel" && instruction.captured !== undefined;

/** Where buffers lie that only captured kernels make, in a memory of so many bytes. */
function assignOffsets(
  instructions: readonly Instruction[],
  given: ReadonlySet<Place>,
): { readonly offsets: ReadonlyMap<Place, number>; readonly bytes: number } {
  const [arena, offsets] = [new Arena(), new Map<Place, number>()];
  for (const instruction of instructions) {
    if (isCaptured(instruction)) {
      for (const place of instruction.outputs) {
        if (!given.has(place)) offsets.set(place, arena.take(4 * tf.util.sizeFromShape([...place.shape])));
      }
    } else if (instruction.kind === "free") {
      const offset = offsets.get(instruction.place);
      if (offset !== undefined) arena.give(offset);
    }
  }
  return { offsets, bytes: arena.bytes };
}

/** Captured kernels that follow each other, together; numbers are made before them, and buffers freed after them. */
function group(
  instructions: readonly Instruction[],
  given: ReadonlySet<Place>,
  offsets: ReadonlyMap<Place, number>,
): (Draft | Instruction)[] {
  const steps: (Draft | Instruction)[] = [];
  let draft: Draft | undefined;
  for (const instruction of instructions) {
    if (isCaptured(instruction)) {
      if (!draft) steps.push((draft = { kind: "draft", before: [], kernels: [], after: [] }));
      draft.kernels.push(instruction);
      for (const place of instruction.outputs) if (given.has(place)) draft.before.push({ kind: "make", place });
    } else if (instruction.kind === "kernel") {
      draft = undefined;
      steps.push(instruction);
    } else if (instruction.kind === "free") {
      if (!offsets.has(instruction.place)) (draft?.after ?? steps).push(instruction);
    } else {
      (draft?.before ?? steps).push(instruction);
    }
  }
  return steps;
}

interface Memory {
  readonly at: number;
  readonly rooms: number;
  readonly placeOf: (dataId: tf.DataId) => Place;
  /** Of buffers that stay where they are. */
  readonly addressOf: (place: Place) => number | undefined;
}

/** Writes the tasks of all kernels into the memory, and says which words are addresses of other buffers at each run. */
function writeProgram(
  words: Int32Array,
  { kernels }: Draft,
  { at, rooms, placeOf, addressOf }: Memory,
): { readonly bytes: number; readonly moving: ReadonlyMap<Place, readonly Moving[]> } {
  const moving = new Map<Place, Moving[]>();
  let length = 0;
  for (const { captured } of kernels) {
    words.set(captured.words, at / 4 + length);
    const starts = captured.rooms.map((_, index) => captured.rooms.slice(0, index).reduce((sum, size) => sum + nextLine(size), rooms));
    for (const { word: own, of, offset } of captured.references) {
      const word = length + own;
      const place = typeof of === "number" ? undefined : placeOf(of);
      const address = place ? addressOf(place) : starts[of as number];
      if (address !== undefined) words[at / 4 + word] = address + offset;
      else if (place) moving.set(place, [...(moving.get(place) ?? []), { word, offset }]);
    }
    length += captured.words.length;
  }
  return { bytes: 4 * length, moving };
}

/** Lets kernels outside of the programs find the buffers that they take. */
function viewFromOutside(host: ProgramHost, instructions: readonly Instruction[], addressOf: Memory["addressOf"]): readonly tf.DataId[] {
  const views = new Map<Place, tf.DataId>();
  for (const instruction of instructions) {
    for (const place of instruction.kind === "kernel" ? instruction.inputs : []) {
      const address = addressOf(place);
      if (address === undefined || views.has(place)) continue;
      const dataId = host.dataAt(address, place.shape);
      views.set(place, dataId);
      place.hold(dataId);
    }
  }
  return [...views.values()];
}
