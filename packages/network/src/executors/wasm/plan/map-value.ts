// The value of a node while a run is planned: its shape, and where it lies in memory that has no address yet.
import type { ImageSizes, Rows } from "@xception/separable-conv/engine";

/** Memory that one value or several side by side take; two are the same only if they are one object. */
export interface Room {
  readonly bytes: number;
}

/** Pixels within a room: bytes from its start to the first, and from pixel to pixel. */
export interface View {
  readonly room: Room;
  readonly offset: number;
  readonly pitch: number;
}

export interface MapValue {
  /** The batch is the first axis. */
  readonly shape: readonly number[];
  readonly view: View;
}

export const channelsOf = ({ shape }: Pick<MapValue, "shape">): number => shape.at(-1) ?? 1;

const product = (sizes: readonly number[]): number => sizes.reduce((count, size) => count * size, 1);

/** All values of the last axis, for every place of the others. */
export const rowsOf = ({ shape }: Pick<MapValue, "shape">): Rows => ({ rows: product(shape.slice(0, -1)), length: shape.at(-1) ?? 1 });

/** The sizes of a value that is an image [N, H, W, C]. */
export function imageSizes({ shape }: Pick<MapValue, "shape">): ImageSizes {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return { batch, height, width, channels };
}

/** A value in a room of its own. */
export function ownValue(shape: readonly number[]): MapValue {
  return { shape, view: { room: { bytes: 4 * product(shape) }, offset: 0, pitch: 4 * (shape.at(-1) ?? 1) } };
}

/** Some of the channels of a value. */
export const channelsFrom = ({ shape, view }: MapValue, first: number, count: number): MapValue => ({
  shape: [...shape.slice(0, -1), count],
  view: { ...view, offset: view.offset + 4 * first },
});

/** Whether pixel follows on pixel without a gap. */
export const isWhole = ({ shape, view }: MapValue): boolean => view.pitch === 4 * (shape.at(-1) ?? 1);
