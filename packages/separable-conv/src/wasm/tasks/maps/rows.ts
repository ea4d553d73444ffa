import type { Place } from "../place.ts";

/** A map as rows of values: the pixels of an image with their channels, or one row of all that lies without gaps. */
export interface Rows {
  readonly rows: number;
  /** Values of a row. */
  readonly length: number;
}

const block = 4096;

/** Pieces of some thousand values that each row is cut into, so that threads can share a long one. */
export const piecesOf = ({ length }: Rows): number => Math.ceil(length / block);

/** One row instead of many where neither map has gaps between its rows. */
export function joinRows({ rows, length }: Rows, ...places: readonly Place[]): Rows {
  return places.every(({ pitch }) => pitch === 4 * length) ? { rows: 1, length: rows * length } : { rows, length };
}
