// Which places halve the map, by the size of the image.
//
// Figure 5 halves it five times and trims it in the stem: 299 → 147 → 74 → 37 → 19 in the middle flow → 10. At 71 pixels, the smallest
// that Keras allows, that leaves 5 in the middle flow and 3 at the end. Below 71 the same rest is kept by halving less often: the stem
// neither strides nor trims, and an entry module halves only where the middle flow keeps 5 pixels. The first modules halve first, since
// the maps they leave behind are the largest and thus the costliest.
//
//   28 → 14 → 7 → 7 in the middle flow → 4        32 → 16 → 8 → 8 → 4        64 → 32 → 16 → 8 → 4
import { SizeError } from "../xception-error.ts";
import type { Strides } from "./adapt.ts";
import type { Architecture } from "./architecture.ts";

/** Keras' smallest image for the figure as it is, in pixels. */
export const smallestForFigure = 71;
/** Pixels that the middle flow keeps, so that a 3x3 kernel has neighbours to look at. */
const smallestMiddle = 5;

export interface StridePlan {
  readonly strides: Strides;
  readonly stemPadding: Architecture["stemPadding"];
}

/**
 * @param size     height and width in pixels; null where any size of at least 71 may come
 * @param strides  taken as they are in place of the rule's
 * @throws SizeError where no stride leaves the middle flow 5 pixels
 */
export function planStrides(size: readonly [number | null, number | null], strides: Strides | "auto"): StridePlan {
  const shortest = Math.min(size[0] ?? Infinity, size[1] ?? Infinity);
  if (shortest < smallestMiddle) {
    throw new SizeError(
      `[buildXception] an image of ${size.map(String).join("x")} pixels is too small: nothing is left of it in the middle flow. ` +
        `The smallest that works is ${smallestMiddle}x${smallestMiddle}; enlarge the images or set inputSize to what they are enlarged to.`,
    );
  }
  const stemPadding = shortest < smallestForFigure ? "same" : "valid";
  return { stemPadding, strides: strides === "auto" ? stridesFor(shortest) : strides };
}

function stridesFor(shortest: number): Strides {
  if (shortest >= smallestForFigure) return { stem: 2, entry: [2, 2, 2], exit: 2 };
  const stride = (halvings: number): 1 | 2 => (Math.ceil(shortest / 2 ** halvings) >= smallestMiddle ? 2 : 1);
  return { stem: 1, entry: [stride(1), stride(2), stride(3)], exit: 2 };
}
