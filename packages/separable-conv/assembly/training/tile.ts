// The heart of all products of matrices here: 6 rows by 8 columns of c, which fill twelve of the sixteen registers of 128 bits that
// x86-64 and most arm64 compilers hand out; the other four hold one vector of each operand and what is in flight.

const WIDTH = 8;
const HEIGHT = 6;

/**
 * c[rows, columns] = a · b, or c += a · b.
 *
 * a is read in place: element (row, step) lies at a + row·aRow + step·aStep bytes, so a transposed matrix is only other strides.
 * b is a panel of `packPanels`: eight columns, zeros beyond the last. Rows beyond `rows` repeat the last one and are not stored.
 */
export function multiplyTile(
  length: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  panel: usize,
  c: usize,
  cRow: usize,
  rows: i32,
  columns: i32,
  accumulate: bool,
): void {
  let a0 = a;
  let a1 = a0 + (rows > 1 ? aRow : 0);
  let a2 = a1 + (rows > 2 ? aRow : 0);
  let a3 = a2 + (rows > 3 ? aRow : 0);
  let a4 = a3 + (rows > 4 ? aRow : 0);
  let a5 = a4 + (rows > 5 ? aRow : 0);
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let c40 = c00;
  let c41 = c00;
  let c50 = c00;
  let c51 = c00;
  const end = panel + ((length * WIDTH * 4) as usize);
  while (panel < end) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let x = v128.load32_splat(a0);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a1);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a2);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a3);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    x = v128.load32_splat(a4);
    c40 = f32x4.add(c40, f32x4.mul(x, b0));
    c41 = f32x4.add(c41, f32x4.mul(x, b1));
    x = v128.load32_splat(a5);
    c50 = f32x4.add(c50, f32x4.mul(x, b0));
    c51 = f32x4.add(c51, f32x4.mul(x, b1));
    panel += 32;
    a0 += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    a4 += aStep;
    a5 += aStep;
  }
  if (columns == WIDTH && rows == HEIGHT && !accumulate) {
    v128.store(c, c00);
    v128.store(c, c01, 16);
    c += cRow;
    v128.store(c, c10);
    v128.store(c, c11, 16);
    c += cRow;
    v128.store(c, c20);
    v128.store(c, c21, 16);
    c += cRow;
    v128.store(c, c30);
    v128.store(c, c31, 16);
    c += cRow;
    v128.store(c, c40);
    v128.store(c, c41, 16);
    c += cRow;
    v128.store(c, c50);
    v128.store(c, c51, 16);
    return;
  }
  storeRow(c, c00, c01, columns, accumulate);
  if (rows > 1) storeRow(c + cRow, c10, c11, columns, accumulate);
  if (rows > 2) storeRow(c + cRow * 2, c20, c21, columns, accumulate);
  if (rows > 3) storeRow(c + cRow * 3, c30, c31, columns, accumulate);
  if (rows > 4) storeRow(c + cRow * 4, c40, c41, columns, accumulate);
  if (rows > 5) storeRow(c + cRow * 5, c50, c51, columns, accumulate);
}

/** The first `columns` of eight, 1 to 8. */
function storeRow(c: usize, low: v128, high: v128, columns: i32, accumulate: bool): void {
  let rest = low;
  if (columns >= 4) {
    v128.store(c, accumulate ? f32x4.add(v128.load(c), low) : low);
    c += 16;
    columns -= 4;
    rest = high;
  }
  if (columns >= 4) {
    v128.store(c, accumulate ? f32x4.add(v128.load(c), rest) : rest);
    return;
  }
  if (columns & 2) {
    if (accumulate) rest = f32x4.add(rest, v128.load64_zero(c));
    v128.store64_lane(c, rest, 0);
    c += 8;
    rest = v128.shuffle<f32>(rest, rest, 2, 3, 2, 3);
  }
  if (columns & 1) f32.store(c, f32x4.extract_lane(rest, 0) + (accumulate ? f32.load(c) : 0));
}

/**
 * c[M, N] = a[M, K] · b, or c += a · b, with b packed into panels. All panels are gone through for six rows of a before the next six,
 * so that those rows stay in the first cache; callers hand over as many rows as the second cache holds.
 */
export function multiply(
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  panels: usize,
  c: usize,
  cRow: usize,
  accumulate: bool,
): void {
  for (let row = 0; row < M; row += HEIGHT) {
    const rows = min(HEIGHT, M - row);
    for (let column = 0; column < N; column += WIDTH) {
      const panel = panels + ((column * K * 4) as usize);
      const tile = c + (row as usize) * cRow + ((column * 4) as usize);
      multiplyTile(K, a, aRow, aStep, panel, tile, cRow, rows, min(WIDTH, N - column), accumulate);
    }
    a += aRow * HEIGHT;
  }
}

/**
 * b[K, N] → ⌈N/8⌉ panels of [K, 8], zeros beyond N. Element (k, n) lies at b + k·bStep + n·bColumn bytes: a transposed matrix is only
 * other strides.
 */
export function packPanels(K: i32, N: i32, b: usize, bStep: usize, bColumn: usize, panels: usize): void {
  for (let column = 0; column < N; column += WIDTH) {
    const columns = min(WIDTH, N - column);
    let from = b + (column as usize) * bColumn;
    for (let k = 0; k < K; k++) {
      if (columns == WIDTH && bColumn == 4) {
        v128.store(panels, v128.load(from));
        v128.store(panels, v128.load(from, 16), 16);
      } else {
        for (let n = 0; n < WIDTH; n++) {
          f32.store(panels + ((n * 4) as usize), n < columns ? f32.load(from + (n as usize) * bColumn) : 0);
        }
      }
      panels += 32;
      from += bStep;
    }
  }
}
