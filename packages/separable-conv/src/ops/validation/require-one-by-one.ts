import { ShapeError } from "./shape-error.ts";

/** Refuses a filter that is not 1×1 in space. */
export function requireOneByOne(caller: string, name: string, [height, width, channels, filters]: readonly number[]): void {
  if (height !== 1 || width !== 1) {
    throw new ShapeError(
      `[${caller}] ${name} is ${height}×${width} in space, expected 1×1. Pass ${name} of shape [1, 1, ${channels}, ${filters}].`,
    );
  }
}
