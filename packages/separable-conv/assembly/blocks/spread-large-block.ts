import { HEIGHT, multiplyAdd, VECTOR } from "../product/lanes";
import { storeSteps } from "./store-steps";

// Types that stand for where values go: rows of the register tile, or vectors of the block on the way.
type Rows = i32;
type Vectors = f32;

/**
 * Bᵀ · d · B of the 6×6 pixels d in each channel, for 4 channels or more, as spreadSmallBlock has it for 4×4. The algorithm's points are 0,
 * ±√½, ±√2 and ∞: with ±1 and ±2, the usual ones, results are twice as far from the true ones (root mean square).
 *
 *       ⎡ 1    0    −2.5   0    1  0 ⎤
 *       ⎢ 0  −2√½   −2    √½    1  0 ⎥
 *  Bᵀ = ⎢ 0   2√½   −2   −√½    1  0 ⎥
 *       ⎢ 0  −√2/2  −0.5   √2   1  0 ⎥
 *       ⎢ 0   √2/2  −0.5  −√2   1  0 ⎥
 *       ⎣ 0    1     0    −2.5  0  1 ⎦
 *
 * @param spare room for 36 vectors
 */
export function spreadLargeBlock(table: usize, channels: i32, to: usize, apart: usize, spare: usize): void {
  for (let c = 0; c < channels; c += 4) {
    // What is left when four does not divide the channels is done together with some of those before.
    if (c + 4 > channels) c = channels - 4;
    const offset = (c * 4) as usize;
    const place = to + ((c * HEIGHT * 4) as usize);
    for (let column: usize = 0; column < 6; column++) spreadColumn(table + column * 4, offset, spare + column * VECTOR);
    for (let line: usize = 0; line < 6; line++) spreadLine(spare + line * 6 * VECTOR, place + line * 6 * apart, apart);
  }
}

/** Of a column of pixels into a column of vectors. */
function spreadColumn(table: usize, offset: usize, to: usize): void {
  spreadSix<Vectors>(
    v128.load((i32.load(table) as usize) + offset),
    v128.load((i32.load(table, 24) as usize) + offset),
    v128.load((i32.load(table, 48) as usize) + offset),
    v128.load((i32.load(table, 72) as usize) + offset),
    v128.load((i32.load(table, 96) as usize) + offset),
    v128.load((i32.load(table, 120) as usize) + offset),
    to,
    6 * VECTOR,
  );
}

/** Of a line of vectors into six rows of the register tile. */
function spreadLine(from: usize, to: usize, apart: usize): void {
  spreadSix<Rows>(
    v128.load(from),
    v128.load(from, VECTOR),
    v128.load(from, 2 * VECTOR),
    v128.load(from, 3 * VECTOR),
    v128.load(from, 4 * VECTOR),
    v128.load(from, 5 * VECTOR),
    to,
    apart,
  );
}

/** Bᵀ by six vectors, into what is `apart` bytes from each other. */
function spreadSix<Target>(d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128, to: usize, apart: usize): void {
  put<Target>(to, outer(d0, d2, d4));
  const nearEven = even(d2, d4, -2);
  const nearOdd = odd(d1, d3, -2, Mathf.SQRT1_2);
  put<Target>(to + apart, f32x4.add(nearEven, nearOdd));
  put<Target>(to + apart * 2, f32x4.sub(nearEven, nearOdd));
  const farEven = even(d2, d4, -0.5);
  const farOdd = odd(d1, d3, -0.5, Mathf.SQRT2);
  put<Target>(to + apart * 3, f32x4.add(farEven, farOdd));
  put<Target>(to + apart * 4, f32x4.sub(farEven, farOdd));
  put<Target>(to + apart * 5, outer(d1, d3, d5));
}

function put<Target>(to: usize, value: v128): void {
  if (isInteger<Target>()) storeSteps(to, value);
  else v128.store(to, value);
}

/** What the points 0 and ∞ give. */
function outer(first: v128, second: v128, third: v128): v128 {
  return multiplyAdd(second, f32x4.splat(-2.5), f32x4.add(first, third));
}

/** What two points of opposite signs have in common, and what they differ in. */
function even(d2: v128, d4: v128, factor: f32): v128 {
  return multiplyAdd(d2, f32x4.splat(factor), d4);
}

function odd(d1: v128, d3: v128, factor: f32, point: f32): v128 {
  return f32x4.mul(multiplyAdd(d1, f32x4.splat(factor), d3), f32x4.splat(point));
}
