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
  // Four pairs a round, with a way out after each, as in ../product/tile-of-four.ts.
  const end = a + ((pairs * 16) as usize);
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
    a += 16;
    if (a == end) break;
    const b10 = v128.load(b, 32);
    const b11 = v128.load(b, 48);
    const x10 = v128.load32_splat(a);
    c00 = i32x4.add(c00, i32x4.dot_i16x8_s(b10, x10));
    c01 = i32x4.add(c01, i32x4.dot_i16x8_s(b11, x10));
    const x11 = v128.load32_splat(a, 4);
    c10 = i32x4.add(c10, i32x4.dot_i16x8_s(b10, x11));
    c11 = i32x4.add(c11, i32x4.dot_i16x8_s(b11, x11));
    const x12 = v128.load32_splat(a, 8);
    c20 = i32x4.add(c20, i32x4.dot_i16x8_s(b10, x12));
    c21 = i32x4.add(c21, i32x4.dot_i16x8_s(b11, x12));
    const x13 = v128.load32_splat(a, 12);
    c30 = i32x4.add(c30, i32x4.dot_i16x8_s(b10, x13));
    c31 = i32x4.add(c31, i32x4.dot_i16x8_s(b11, x13));
    a += 16;
    if (a == end) break;
    const b20 = v128.load(b, 64);
    const b21 = v128.load(b, 80);
    const x20 = v128.load32_splat(a);
    c00 = i32x4.add(c00, i32x4.dot_i16x8_s(b20, x20));
    c01 = i32x4.add(c01, i32x4.dot_i16x8_s(b21, x20));
    const x21 = v128.load32_splat(a, 4);
    c10 = i32x4.add(c10, i32x4.dot_i16x8_s(b20, x21));
    c11 = i32x4.add(c11, i32x4.dot_i16x8_s(b21, x21));
    const x22 = v128.load32_splat(a, 8);
    c20 = i32x4.add(c20, i32x4.dot_i16x8_s(b20, x22));
    c21 = i32x4.add(c21, i32x4.dot_i16x8_s(b21, x22));
    const x23 = v128.load32_splat(a, 12);
    c30 = i32x4.add(c30, i32x4.dot_i16x8_s(b20, x23));
    c31 = i32x4.add(c31, i32x4.dot_i16x8_s(b21, x23));
    a += 16;
    if (a == end) break;
    const b30 = v128.load(b, 96);
    const b31 = v128.load(b, 112);
    const x30 = v128.load32_splat(a);
    c00 = i32x4.add(c00, i32x4.dot_i16x8_s(b30, x30));
    c01 = i32x4.add(c01, i32x4.dot_i16x8_s(b31, x30));
    const x31 = v128.load32_splat(a, 4);
    c10 = i32x4.add(c10, i32x4.dot_i16x8_s(b30, x31));
    c11 = i32x4.add(c11, i32x4.dot_i16x8_s(b31, x31));
    const x32 = v128.load32_splat(a, 8);
    c20 = i32x4.add(c20, i32x4.dot_i16x8_s(b30, x32));
    c21 = i32x4.add(c21, i32x4.dot_i16x8_s(b31, x32));
    const x33 = v128.load32_splat(a, 12);
    c30 = i32x4.add(c30, i32x4.dot_i16x8_s(b30, x33));
    c31 = i32x4.add(c31, i32x4.dot_i16x8_s(b31, x33));
    a += 16;
    b += 128;
    if (a == end) break;
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
