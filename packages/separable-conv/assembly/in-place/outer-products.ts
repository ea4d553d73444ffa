// Sums of outer products, as the gradient of a filter is one, with both operands read where they lie.
import { multiplyAdd } from "../product/lanes";

/**
 * c[4, 8] = Σ over steps of a[4]ᵀ · b[8], on top of what is there unless `anew`. A step is a pixel: of `lines` lines, `length` each.
 *
 * @param aStep  bytes from pixel to pixel of a line of a; of b it is bStep, also from line to line
 * @param aDown  bytes from line to line of a
 * @param pitch  bytes from row to row of c
 * @param rows   of c that are there: 4, or fewer
 */
export function addOuterProducts(
  lines: i32,
  length: i32,
  a: usize,
  aStep: usize,
  aDown: usize,
  b: usize,
  bStep: usize,
  c: usize,
  pitch: usize,
  rows: i32,
  anew: bool,
): void {
  const to1 = rows > 1 ? c + pitch : c;
  const to2 = rows > 2 ? to1 + pitch : to1;
  const to3 = rows > 3 ? to2 + pitch : to2;
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  if (!anew) {
    c00 = v128.load(c);
    c01 = v128.load(c, 16);
    c10 = v128.load(to1);
    c11 = v128.load(to1, 16);
    c20 = v128.load(to2);
    c21 = v128.load(to2, 16);
    c30 = v128.load(to3);
    c31 = v128.load(to3, 16);
  }
  for (; lines > 0; lines--, a += aDown) {
    const end = b + (length as usize) * bStep;
    let from = a;
    // Two steps a round, each with a way out, for the reasons that product/tile-of-four.ts gives for its four.
    while (true) {
      const b00 = v128.load(b);
      const b01 = v128.load(b, 16);
      const x00 = v128.load32_splat(from);
      c00 = multiplyAdd(b00, x00, c00);
      c01 = multiplyAdd(b01, x00, c01);
      const x01 = v128.load32_splat(from, 4);
      c10 = multiplyAdd(b00, x01, c10);
      c11 = multiplyAdd(b01, x01, c11);
      const x02 = v128.load32_splat(from, 8);
      c20 = multiplyAdd(b00, x02, c20);
      c21 = multiplyAdd(b01, x02, c21);
      const x03 = v128.load32_splat(from, 12);
      c30 = multiplyAdd(b00, x03, c30);
      c31 = multiplyAdd(b01, x03, c31);
      from += aStep;
      b += bStep;
      if (b == end) break;
      const b10 = v128.load(b);
      const b11 = v128.load(b, 16);
      const x10 = v128.load32_splat(from);
      c00 = multiplyAdd(b10, x10, c00);
      c01 = multiplyAdd(b11, x10, c01);
      const x11 = v128.load32_splat(from, 4);
      c10 = multiplyAdd(b10, x11, c10);
      c11 = multiplyAdd(b11, x11, c11);
      const x12 = v128.load32_splat(from, 8);
      c20 = multiplyAdd(b10, x12, c20);
      c21 = multiplyAdd(b11, x12, c21);
      const x13 = v128.load32_splat(from, 12);
      c30 = multiplyAdd(b10, x13, c30);
      c31 = multiplyAdd(b11, x13, c31);
      from += aStep;
      b += bStep;
      if (b == end) break;
    }
  }
  // Rows that are not there share the address of the last one that is, which is written last.
  v128.store(to3, c30);
  v128.store(to3, c31, 16);
  v128.store(to2, c20);
  v128.store(to2, c21, 16);
  v128.store(to1, c10);
  v128.store(to1, c11, 16);
  v128.store(c, c00);
  v128.store(c, c01, 16);
}
