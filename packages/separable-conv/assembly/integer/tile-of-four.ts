/**
 * sums[4, 8] = a · b of whole numbers, two steps of it in each instruction, in 32 bits. a has 4 rows side by side for each pair of steps, b
 * (packIntegerPanels) eight columns.
 */
export function sumIntegersOfFour(pairs: i32, a: usize, b: usize, sums: usize): void {
  let c00 = i32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = b + ((pairs * 32) as usize);
  while (true) {
    const b00 = v128.load(b);
    const b01 = v128.load(b, 16);
    const x00 = v128.load32_splat(a);
    c00 = i32x4.add(c00, i32x4.dot_i16x8_s(b00, x00));
    c01 = i32x4.add(c01, i32x4.dot_i16x8_s(b01, x00));
    const x01 = v128.load32_splat(a, 4);
    c10 = i32x4.add(c10, i32x4.dot_i16x8_s(b00, x01));
    c11 = i32x4.add(c11, i32x4.dot_i16x8_s(b01, x01));
    const x02 = v128.load32_splat(a, 8);
    c20 = i32x4.add(c20, i32x4.dot_i16x8_s(b00, x02));
    c21 = i32x4.add(c21, i32x4.dot_i16x8_s(b01, x02));
    const x03 = v128.load32_splat(a, 12);
    c30 = i32x4.add(c30, i32x4.dot_i16x8_s(b00, x03));
    c31 = i32x4.add(c31, i32x4.dot_i16x8_s(b01, x03));
    b += 32;
    a += 16;
    if (b == end) break;
  }
  v128.store(sums, c00);
  v128.store(sums, c01, 16);
  v128.store(sums, c10, 32);
  v128.store(sums, c11, 48);
  v128.store(sums, c20, 64);
  v128.store(sums, c21, 80);
  v128.store(sums, c30, 96);
  v128.store(sums, c31, 112);
}
