// Where an image of any shape lands in the size that a network reads: the size it is resized to, and the part of that which is kept.
import type { Region } from "../pixels/crop.ts";
import type { Preprocessing } from "./preprocessing.ts";

export interface Fit {
  /** [height, width] of the whole resized image */
  readonly size: readonly [number, number];
  /** the part of it that is kept */
  readonly region: Region;
}

/**
 * "stretch" resizes to the size itself. "crop" is timm's and torchvision's evaluation: the shorter side becomes floor(size / cropFraction),
 * the longer one keeps the proportions, cut to whole pixels; the middle is kept, its corner rounded half to even.
 * For a size that is not square, timm's `ResizeKeepRatio`: the smallest image in proportion that covers both scaled sides, rounded half to even.
 */
export function fit(
  { width, height }: { readonly width: number; readonly height: number },
  { size, fit: how, cropFraction = 1 }: Preprocessing,
): Fit {
  if (how === "stretch") return { size, region: { top: 0, left: 0, height: size[0], width: size[1] } };
  const resized = coverSize([height, width], [Math.floor(size[0] / cropFraction), Math.floor(size[1] / cropFraction)]);
  const region = {
    top: roundHalfToEven((resized[0] - size[0]) / 2),
    left: roundHalfToEven((resized[1] - size[1]) / 2),
    height: size[0],
    width: size[1],
  };
  return { size: resized, region };
}

function coverSize([height, width]: [number, number], [coverHeight, coverWidth]: [number, number]): [number, number] {
  if (coverHeight === coverWidth) {
    const shorter = coverHeight;
    return width <= height ? [Math.trunc((shorter * height) / width), shorter] : [shorter, Math.trunc((shorter * width) / height)];
  }
  const ratio = Math.min(height / coverHeight, width / coverWidth);
  return [roundHalfToEven(height / ratio), roundHalfToEven(width / ratio)];
}

// As Python's `round`.
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
