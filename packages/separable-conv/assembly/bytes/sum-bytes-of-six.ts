/**
 * sums[6, 8] = a · b of whole numbers, four steps in each instruction, in 32 bits. b is a panel of packBytePanels; a has 6 rows of
 * bytes side by side for each step, as large as the processor's instruction takes them.
 */
export function sumBytesOfSix(steps: i32, a: usize, b: usize, sums: usize): void {
  let c00 = i32x4.splat(0);
  let c01 = i32x4.splat(0);
  let c10 = i32x4.splat(0);
  let c11 = i32x4.splat(0);
  let c20 = i32x4.splat(0);
  let c21 = i32x4.splat(0);
  let c30 = i32x4.splat(0);
  let c31 = i32x4.splat(0);
  let c40 = i32x4.splat(0);
  let c41 = i32x4.splat(0);
  let c50 = i32x4.splat(0);
  let c51 = i32x4.splat(0);
  const end = b + ((steps * 32) as usize);
  while (true) {
    const b00 = v128.load(b);
    const b01 = v128.load(b, 16);
    const x00 = v128.load32_splat(a);
    c00 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b00, x00, c00);
    c01 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b01, x00, c01);
    const x01 = v128.load32_splat(a, 4);
    c10 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b00, x01, c10);
    c11 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b01, x01, c11);
    const x02 = v128.load32_splat(a, 8);
    c20 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b00, x02, c20);
    c21 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b01, x02, c21);
    const x03 = v128.load32_splat(a, 12);
    c30 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b00, x03, c30);
    c31 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b01, x03, c31);
    const x04 = v128.load32_splat(a, 16);
    c40 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b00, x04, c40);
    c41 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b01, x04, c41);
    const x05 = v128.load32_splat(a, 20);
    c50 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b00, x05, c50);
    c51 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b01, x05, c51);
    if (b + 32 == end) break;
    const b10 = v128.load(b, 32);
    const b11 = v128.load(b, 48);
    const x10 = v128.load32_splat(a, 24);
    c00 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b10, x10, c00);
    c01 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b11, x10, c01);
    const x11 = v128.load32_splat(a, 28);
    c10 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b10, x11, c10);
    c11 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b11, x11, c11);
    const x12 = v128.load32_splat(a, 32);
    c20 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b10, x12, c20);
    c21 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b11, x12, c21);
    const x13 = v128.load32_splat(a, 36);
    c30 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b10, x13, c30);
    c31 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b11, x13, c31);
    const x14 = v128.load32_splat(a, 40);
    c40 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b10, x14, c40);
    c41 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b11, x14, c41);
    const x15 = v128.load32_splat(a, 44);
    c50 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b10, x15, c50);
    c51 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b11, x15, c51);
    b += 64;
    a += 48;
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
  v128.store(sums, c40, 128);
  v128.store(sums, c41, 144);
  v128.store(sums, c50, 160);
  v128.store(sums, c51, 176);
}
