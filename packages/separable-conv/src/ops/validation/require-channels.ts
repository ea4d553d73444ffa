import { ShapeError } from "./shape-error.ts";

/** Refuses a filter [kh, kw, C, …] that takes another number of channels than `channels`. */
export function requireChannels(caller: string, name: string, shape: readonly number[], channels: number, last: string): void {
  const [height, width, taken] = shape;
  if (taken !== channels) {
    throw new ShapeError(
      `[${caller}] ${name} takes ${taken} channels, but x has ${channels}. Pass ${name} of shape [${height}, ${width}, ${channels}, ${last}].`,
    );
  }
}
