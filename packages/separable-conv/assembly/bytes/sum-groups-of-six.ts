import { GROUP_HEAD } from "./pack-byte-panels";

/**
 * sums[6, 8] = (a − MIDDLE) · b of whole numbers, four steps in each instruction: bytes from 0 to 129 on one side, and on the other the
 * panel of packBytePanels at `b`, which says how many steps may be summed in 16 bits before they are added to the 32 of `sums`. a has 6
 * rows side by side for each step.
 */
export function sumGroupsOfSix(a: usize, b: usize, sums: usize): void {
  let isFirst = true;
  for (let steps = i32.load(b); steps > 0; steps = i32.load(b)) {
    let c00 = v128.load(b, 16);
    let c01 = v128.load(b, 32);
    let c10 = c00;
    let c11 = c01;
    let c20 = c00;
    let c21 = c01;
    let c30 = c00;
    let c31 = c01;
    let c40 = c00;
    let c41 = c01;
    let c50 = c00;
    let c51 = c01;
    b += GROUP_HEAD;
    const end = b + ((steps * 32) as usize);
    while (true) {
      const b00 = v128.load(b);
      const b01 = v128.load(b, 16);
      const x00 = v128.load32_splat(a);
      c00 = i16x8.add(c00, i16x8.relaxed_dot_i8x16_i7x16_s(b00, x00));
      c01 = i16x8.add(c01, i16x8.relaxed_dot_i8x16_i7x16_s(b01, x00));
      const x01 = v128.load32_splat(a, 4);
      c10 = i16x8.add(c10, i16x8.relaxed_dot_i8x16_i7x16_s(b00, x01));
      c11 = i16x8.add(c11, i16x8.relaxed_dot_i8x16_i7x16_s(b01, x01));
      const x02 = v128.load32_splat(a, 8);
      c20 = i16x8.add(c20, i16x8.relaxed_dot_i8x16_i7x16_s(b00, x02));
      c21 = i16x8.add(c21, i16x8.relaxed_dot_i8x16_i7x16_s(b01, x02));
      const x03 = v128.load32_splat(a, 12);
      c30 = i16x8.add(c30, i16x8.relaxed_dot_i8x16_i7x16_s(b00, x03));
      c31 = i16x8.add(c31, i16x8.relaxed_dot_i8x16_i7x16_s(b01, x03));
      const x04 = v128.load32_splat(a, 16);
      c40 = i16x8.add(c40, i16x8.relaxed_dot_i8x16_i7x16_s(b00, x04));
      c41 = i16x8.add(c41, i16x8.relaxed_dot_i8x16_i7x16_s(b01, x04));
      const x05 = v128.load32_splat(a, 20);
      c50 = i16x8.add(c50, i16x8.relaxed_dot_i8x16_i7x16_s(b00, x05));
      c51 = i16x8.add(c51, i16x8.relaxed_dot_i8x16_i7x16_s(b01, x05));
      if (b + 32 == end) {
        b += 32;
        a += 24;
        break;
      }
      const b10 = v128.load(b, 32);
      const b11 = v128.load(b, 48);
      const x10 = v128.load32_splat(a, 24);
      c00 = i16x8.add(c00, i16x8.relaxed_dot_i8x16_i7x16_s(b10, x10));
      c01 = i16x8.add(c01, i16x8.relaxed_dot_i8x16_i7x16_s(b11, x10));
      const x11 = v128.load32_splat(a, 28);
      c10 = i16x8.add(c10, i16x8.relaxed_dot_i8x16_i7x16_s(b10, x11));
      c11 = i16x8.add(c11, i16x8.relaxed_dot_i8x16_i7x16_s(b11, x11));
      const x12 = v128.load32_splat(a, 32);
      c20 = i16x8.add(c20, i16x8.relaxed_dot_i8x16_i7x16_s(b10, x12));
      c21 = i16x8.add(c21, i16x8.relaxed_dot_i8x16_i7x16_s(b11, x12));
      const x13 = v128.load32_splat(a, 36);
      c30 = i16x8.add(c30, i16x8.relaxed_dot_i8x16_i7x16_s(b10, x13));
      c31 = i16x8.add(c31, i16x8.relaxed_dot_i8x16_i7x16_s(b11, x13));
      const x14 = v128.load32_splat(a, 40);
      c40 = i16x8.add(c40, i16x8.relaxed_dot_i8x16_i7x16_s(b10, x14));
      c41 = i16x8.add(c41, i16x8.relaxed_dot_i8x16_i7x16_s(b11, x14));
      const x15 = v128.load32_splat(a, 44);
      c50 = i16x8.add(c50, i16x8.relaxed_dot_i8x16_i7x16_s(b10, x15));
      c51 = i16x8.add(c51, i16x8.relaxed_dot_i8x16_i7x16_s(b11, x15));
      b += 64;
      a += 48;
      if (b == end) break;
    }
    if (isFirst) {
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c00));
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c01), 16);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c10), 32);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c11), 48);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c20), 64);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c21), 80);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c30), 96);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c31), 112);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c40), 128);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c41), 144);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c50), 160);
      v128.store(sums, i32x4.extadd_pairwise_i16x8_s(c51), 176);
      isFirst = false;
      continue;
    }
    widen(sums, c00);
    widen(sums + 16, c01);
    widen(sums + 32, c10);
    widen(sums + 48, c11);
    widen(sums + 64, c20);
    widen(sums + 80, c21);
    widen(sums + 96, c30);
    widen(sums + 112, c31);
    widen(sums + 128, c40);
    widen(sums + 144, c41);
    widen(sums + 160, c50);
    widen(sums + 176, c51);
  }
}

/** Adds the sums of 16 bits of each column's two lanes. */
function widen(to: usize, sums: v128): void {
  v128.store(to, i32x4.add(v128.load(to), i32x4.extadd_pairwise_i16x8_s(sums)));
}
