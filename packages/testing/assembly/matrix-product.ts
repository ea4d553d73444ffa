// A product of matrices, C = A · B, at the rate of the processor: a tile of C stays in registers while it runs over the whole depth.
// A is [rows, depth]; B comes as panels of eight columns, each [depth, 8]; C is [rows, columns]. Rows divide by the tile's height.
// The sixteen registers of a processor hold the sums of four rows and their operands; with multiply-add as one instruction, of six rows.

const height: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

export function multiply(rows: i32, columns: i32, depth: i32, a: usize, b: usize, c: usize): void {
  for (let column = 0; column < columns; column += 8) {
    for (let row = 0; row < rows; row += height) {
      const left = a + 4 * <usize>(row * depth);
      const panel = b + 4 * <usize>(column * depth);
      const corner = c + 4 * <usize>(row * columns + column);
      multiplyTile(left, panel, depth, corner, 4 * <usize>columns);
    }
  }
}

function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(f32x4.mul(a, b), sum);
}

function multiplyTile(a: usize, b: usize, depth: i32, c: usize, stride: usize): void {
  const row = 4 * <usize>depth;
  let a0 = a;
  let a1 = a0 + row;
  let a2 = a1 + row;
  let a3 = a2 + row;
  let a4 = a3 + row;
  let a5 = a4 + row;
  let left0 = f32x4.splat(0);
  let left1 = left0;
  let left2 = left0;
  let left3 = left0;
  let left4 = left0;
  let left5 = left0;
  let right0 = left0;
  let right1 = left0;
  let right2 = left0;
  let right3 = left0;
  let right4 = left0;
  let right5 = left0;
  for (const end = a + row; a0 < end;) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    let value = v128.load32_splat(a0);
    left0 = multiplyAdd(value, left, left0);
    right0 = multiplyAdd(value, right, right0);
    value = v128.load32_splat(a1);
    left1 = multiplyAdd(value, left, left1);
    right1 = multiplyAdd(value, right, right1);
    value = v128.load32_splat(a2);
    left2 = multiplyAdd(value, left, left2);
    right2 = multiplyAdd(value, right, right2);
    value = v128.load32_splat(a3);
    left3 = multiplyAdd(value, left, left3);
    right3 = multiplyAdd(value, right, right3);
    if (height > 4) {
      value = v128.load32_splat(a4);
      left4 = multiplyAdd(value, left, left4);
      right4 = multiplyAdd(value, right, right4);
      value = v128.load32_splat(a5);
      left5 = multiplyAdd(value, left, left5);
      right5 = multiplyAdd(value, right, right5);
      a4 += 4;
      a5 += 4;
    }
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    b += 32;
  }
  storeRow(c, left0, right0);
  storeRow(c + stride, left1, right1);
  storeRow(c + 2 * stride, left2, right2);
  storeRow(c + 3 * stride, left3, right3);
  if (height > 4) {
    storeRow(c + 4 * stride, left4, right4);
    storeRow(c + 5 * stride, left5, right5);
  }
}

function storeRow(to: usize, left: v128, right: v128): void {
  v128.store(to, left);
  v128.store(to, right, 16);
}
