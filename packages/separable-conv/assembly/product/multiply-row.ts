// One row by 8 columns of c = a · b. A whole tile whose other rows are thrown away would cost two and a half times as much with SIMD, and
// four times with relaxed SIMD: in maps of 7 × 7 pixels, where one is left over, a twelfth of the time.
import { HEIGHT, multiplyAdd } from "./lanes";

/**
 * c[8] = a · b. a is one row of a panel of `packRows`, b a panel of `packPanels`. Four steps of K go into sums of their own, so that none
 * waits for the one before; see tile-of-four.ts for the ways out.
 */
export function multiplyRow(K: i32, a: usize, b: usize, c: usize): void {
  const end = a + ((K * HEIGHT * 4) as usize);
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  while (true) {
    const x0 = v128.load32_splat(a);
    s00 = multiplyAdd(v128.load(b), x0, s00);
    s01 = multiplyAdd(v128.load(b, 16), x0, s01);
    a += HEIGHT * 4;
    if (a == end) break;
    const x1 = v128.load32_splat(a);
    s10 = multiplyAdd(v128.load(b, 32), x1, s10);
    s11 = multiplyAdd(v128.load(b, 48), x1, s11);
    a += HEIGHT * 4;
    if (a == end) break;
    const x2 = v128.load32_splat(a);
    s20 = multiplyAdd(v128.load(b, 64), x2, s20);
    s21 = multiplyAdd(v128.load(b, 80), x2, s21);
    a += HEIGHT * 4;
    if (a == end) break;
    const x3 = v128.load32_splat(a);
    s30 = multiplyAdd(v128.load(b, 96), x3, s30);
    s31 = multiplyAdd(v128.load(b, 112), x3, s31);
    a += HEIGHT * 4;
    b += 128;
    if (a == end) break;
  }
  v128.store(c, f32x4.add(f32x4.add(s00, s10), f32x4.add(s20, s30)));
  v128.store(c, f32x4.add(f32x4.add(s01, s11), f32x4.add(s21, s31)), 16);
}
