// Depthwise kernels are compiled twice: with a relu before them and a range after them, whose maxima and minima the processor makes in the
// place of as many multiplications, and without. These types stand for the choice.
import { clamp } from "../product/lanes";

export type WithEnds = i32;
export type WithoutEnds = f32;

/** Whether a depthwise convolution has any. */
export function hasEnds(floor: f32, lower: f32, upper: f32): bool {
  return floor > -Infinity || lower > -Infinity || upper < Infinity;
}

/** x, held above what it passes first. */
export function entering<Ends>(x: v128, floor: v128): v128 {
  return isInteger<Ends>() ? f32x4.pmax(x, floor) : x;
}

/** y, held in its range. */
export function leaving<Ends>(y: v128, lower: v128, upper: v128): v128 {
  return isInteger<Ends>() ? clamp(y, lower, upper) : y;
}
