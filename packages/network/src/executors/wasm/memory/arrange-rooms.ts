// Rooms that are not needed at the same time share addresses. The largest are placed first, each in the gap that it fills best.
import type { Room } from "../plan/map-value.ts";
import { align } from "./weight-store.ts";

/** When a room is needed: from the first to the last step that touches it. */
export interface Life {
  readonly first: number;
  readonly last: number;
}

/** Where rooms lie. */
export interface Arrangement {
  /** Bytes from the start of the arena. */
  readonly offsets: ReadonlyMap<Room, number>;
  /** Of the whole arena. */
  readonly bytes: number;
}

interface Placed {
  readonly life: Life;
  readonly start: number;
  readonly end: number;
}

export function arrangeRooms(lives: ReadonlyMap<Room, Life>): Arrangement {
  const placed: Placed[] = [];
  const offsets = new Map<Room, number>();
  for (const [room, life] of [...lives].sort(([a], [b]) => b.bytes - a.bytes)) {
    const near = placed.filter((other) => other.life.first <= life.last && life.first <= other.life.last);
    const start = bestStart(room.bytes, near);
    placed.push({ life, start, end: align(start + room.bytes) });
    offsets.set(room, start);
  }
  return { offsets, bytes: Math.max(0, ...placed.map(({ end }) => end)) };
}

/** The start of the smallest gap that holds so many bytes, or the end of all. */
function bestStart(bytes: number, placed: readonly Placed[]): number {
  let best = { start: 0, gap: Infinity };
  let reached = 0;
  for (const { start, end } of [...placed].sort((a, b) => a.start - b.start)) {
    const gap = start - reached;
    if (gap >= bytes && gap < best.gap) best = { start: reached, gap };
    reached = Math.max(reached, end);
  }
  return best.gap === Infinity ? reached : best.start;
}
