import { HEIGHT } from "./lanes";

/**
 * `count` values at each of HEIGHT addresses, which `table` holds, → [count, HEIGHT]: the a of a register tile. Gives the end of it.
 */
export function packRows(count: i32, table: usize, to: usize): usize {
  let a0 = i32.load(table) as usize;
  let a1 = i32.load(table, 4) as usize;
  let a2 = i32.load(table, 8) as usize;
  let a3 = i32.load(table, 12) as usize;
  let a4 = HEIGHT > 4 ? (i32.load(table, 16) as usize) : 0;
  let a5 = HEIGHT > 4 ? (i32.load(table, 20) as usize) : 0;
  const end = a0 + ((count * 4) as usize);
  for (; a0 + 16 <= end; a0 += 16, a1 += 16, a2 += 16, a3 += 16) {
    const v0 = v128.load(a0);
    const v1 = v128.load(a1);
    const v2 = v128.load(a2);
    const v3 = v128.load(a3);
    const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
    v128.store(to + HEIGHT * 4, v128.shuffle<f64>(low01, low23, 1, 3));
    v128.store(to + HEIGHT * 8, v128.shuffle<f64>(high01, high23, 0, 2));
    v128.store(to + HEIGHT * 12, v128.shuffle<f64>(high01, high23, 1, 3));
    if (HEIGHT > 4) {
      const v4 = v128.load(a4);
      const v5 = v128.load(a5);
      const low45 = v128.shuffle<f32>(v4, v5, 0, 4, 1, 5);
      const high45 = v128.shuffle<f32>(v4, v5, 2, 6, 3, 7);
      v128.store64_lane(to + 16, low45, 0);
      v128.store64_lane(to + HEIGHT * 4 + 16, low45, 1);
      v128.store64_lane(to + HEIGHT * 8 + 16, high45, 0);
      v128.store64_lane(to + HEIGHT * 12 + 16, high45, 1);
      a4 += 16;
      a5 += 16;
    }
    to += HEIGHT * 16;
  }
  for (; a0 < end; a0 += 4, a1 += 4, a2 += 4, a3 += 4) {
    f32.store(to, f32.load(a0));
    f32.store(to, f32.load(a1), 4);
    f32.store(to, f32.load(a2), 8);
    f32.store(to, f32.load(a3), 12);
    if (HEIGHT > 4) {
      f32.store(to, f32.load(a4), 16);
      f32.store(to, f32.load(a5), 20);
      a4 += 4;
      a5 += 4;
    }
    to += HEIGHT * 4;
  }
  return to;
}
