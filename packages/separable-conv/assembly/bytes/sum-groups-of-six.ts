import { GROUP } from "./plan-groups";

/**
 * sums[6, 8] = (a − centres) · b of whole numbers, four steps in each instruction: bytes from 0 to 129 on one side, and on the other the
 * panel of packBytePanels at `b`. The groups of planGroups at `plan` say how many steps are summed in 16 bits before they are added to the
 * 32 of `sums`. a has 6 rows side by side for each step; at `centres` stands twice in 16 bits, with the other sign, what each is counted from.
 */
export function sumGroupsOfSix(a: usize, b: usize, centres: usize, plan: usize, sums: usize): void {
  let isFirst = true;
  for (let steps = i32.load(plan); steps > 0; steps = i32.load(plan)) {
    // Sums of 16 bits may wrap around on the way: what they begin with lets them end where they belong.
    const all0 = v128.load(plan, 16);
    const all1 = v128.load(plan, 32);
    const centre0 = v128.load32_splat(centres);
    let c00 = i16x8.mul(all0, centre0);
    let c01 = i16x8.mul(all1, centre0);
    const centre1 = v128.load32_splat(centres, 4);
    let c10 = i16x8.mul(all0, centre1);
    let c11 = i16x8.mul(all1, centre1);
    const centre2 = v128.load32_splat(centres, 8);
    let c20 = i16x8.mul(all0, centre2);
    let c21 = i16x8.mul(all1, centre2);
    const centre3 = v128.load32_splat(centres, 12);
    let c30 = i16x8.mul(all0, centre3);
    let c31 = i16x8.mul(all1, centre3);
    const centre4 = v128.load32_splat(centres, 16);
    let c40 = i16x8.mul(all0, centre4);
    let c41 = i16x8.mul(all1, centre4);
    const centre5 = v128.load32_splat(centres, 20);
    let c50 = i16x8.mul(all0, centre5);
    let c51 = i16x8.mul(all1, centre5);
    plan += GROUP;
    const end = b + ((steps * 32) as usize);
    // b1 is read anew for each row: twelve sums, b0, a row's bytes and a product take all fifteen registers.
    while (true) {
      const b0 = v128.load(b);
      const x00 = v128.load32_splat(a);
      c00 = i16x8.add(c00, i16x8.relaxed_dot_i8x16_i7x16_s(b0, x00));
      c01 = i16x8.add(c01, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x00));
      const x01 = v128.load32_splat(a, 4);
      c10 = i16x8.add(c10, i16x8.relaxed_dot_i8x16_i7x16_s(b0, x01));
      c11 = i16x8.add(c11, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x01));
      const x02 = v128.load32_splat(a, 8);
      c20 = i16x8.add(c20, i16x8.relaxed_dot_i8x16_i7x16_s(b0, x02));
      c21 = i16x8.add(c21, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x02));
      const x03 = v128.load32_splat(a, 12);
      c30 = i16x8.add(c30, i16x8.relaxed_dot_i8x16_i7x16_s(b0, x03));
      c31 = i16x8.add(c31, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x03));
      const x04 = v128.load32_splat(a, 16);
      c40 = i16x8.add(c40, i16x8.relaxed_dot_i8x16_i7x16_s(b0, x04));
      c41 = i16x8.add(c41, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x04));
      const x05 = v128.load32_splat(a, 20);
      c50 = i16x8.add(c50, i16x8.relaxed_dot_i8x16_i7x16_s(b0, x05));
      c51 = i16x8.add(c51, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x05));
      a += 24;
      b += 32;
      if (b == end) break;
      const b1 = v128.load(b);
      const x10 = v128.load32_splat(a);
      c00 = i16x8.add(c00, i16x8.relaxed_dot_i8x16_i7x16_s(b1, x10));
      c01 = i16x8.add(c01, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x10));
      const x11 = v128.load32_splat(a, 4);
      c10 = i16x8.add(c10, i16x8.relaxed_dot_i8x16_i7x16_s(b1, x11));
      c11 = i16x8.add(c11, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x11));
      const x12 = v128.load32_splat(a, 8);
      c20 = i16x8.add(c20, i16x8.relaxed_dot_i8x16_i7x16_s(b1, x12));
      c21 = i16x8.add(c21, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x12));
      const x13 = v128.load32_splat(a, 12);
      c30 = i16x8.add(c30, i16x8.relaxed_dot_i8x16_i7x16_s(b1, x13));
      c31 = i16x8.add(c31, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x13));
      const x14 = v128.load32_splat(a, 16);
      c40 = i16x8.add(c40, i16x8.relaxed_dot_i8x16_i7x16_s(b1, x14));
      c41 = i16x8.add(c41, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x14));
      const x15 = v128.load32_splat(a, 20);
      c50 = i16x8.add(c50, i16x8.relaxed_dot_i8x16_i7x16_s(b1, x15));
      c51 = i16x8.add(c51, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(b, 16), x15));
      a += 24;
      b += 32;
      if (b == end) break;
    }
    // Of a number that only the plan knows: a constant would be made anew for each sum, where this is kept. Not before the steps: V8 15.6 would
    // keep it in a register that they need.
    const ones = i16x8.splat(min(steps, 1) as i16);
    if (isFirst) {
      v128.store(sums, i32x4.dot_i16x8_s(c00, ones));
      v128.store(sums, i32x4.dot_i16x8_s(c01, ones), 16);
      v128.store(sums, i32x4.dot_i16x8_s(c10, ones), 32);
      v128.store(sums, i32x4.dot_i16x8_s(c11, ones), 48);
      v128.store(sums, i32x4.dot_i16x8_s(c20, ones), 64);
      v128.store(sums, i32x4.dot_i16x8_s(c21, ones), 80);
      v128.store(sums, i32x4.dot_i16x8_s(c30, ones), 96);
      v128.store(sums, i32x4.dot_i16x8_s(c31, ones), 112);
      v128.store(sums, i32x4.dot_i16x8_s(c40, ones), 128);
      v128.store(sums, i32x4.dot_i16x8_s(c41, ones), 144);
      v128.store(sums, i32x4.dot_i16x8_s(c50, ones), 160);
      v128.store(sums, i32x4.dot_i16x8_s(c51, ones), 176);
      isFirst = false;
      continue;
    }
    v128.store(sums, i32x4.add(v128.load(sums), i32x4.dot_i16x8_s(c00, ones)));
    v128.store(sums, i32x4.add(v128.load(sums, 16), i32x4.dot_i16x8_s(c01, ones)), 16);
    v128.store(sums, i32x4.add(v128.load(sums, 32), i32x4.dot_i16x8_s(c10, ones)), 32);
    v128.store(sums, i32x4.add(v128.load(sums, 48), i32x4.dot_i16x8_s(c11, ones)), 48);
    v128.store(sums, i32x4.add(v128.load(sums, 64), i32x4.dot_i16x8_s(c20, ones)), 64);
    v128.store(sums, i32x4.add(v128.load(sums, 80), i32x4.dot_i16x8_s(c21, ones)), 80);
    v128.store(sums, i32x4.add(v128.load(sums, 96), i32x4.dot_i16x8_s(c30, ones)), 96);
    v128.store(sums, i32x4.add(v128.load(sums, 112), i32x4.dot_i16x8_s(c31, ones)), 112);
    v128.store(sums, i32x4.add(v128.load(sums, 128), i32x4.dot_i16x8_s(c40, ones)), 128);
    v128.store(sums, i32x4.add(v128.load(sums, 144), i32x4.dot_i16x8_s(c41, ones)), 144);
    v128.store(sums, i32x4.add(v128.load(sums, 160), i32x4.dot_i16x8_s(c50, ones)), 160);
    v128.store(sums, i32x4.add(v128.load(sums, 176), i32x4.dot_i16x8_s(c51, ones)), 176);
  }
}
