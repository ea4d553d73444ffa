// Short runs of values: the instructions for whole blocks of memory cost a call each.

/** Zeros. */
export function fill(to: usize, bytes: i32): void {
  const end = to + (bytes as usize);
  for (; to + 16 <= end; to += 16) v128.store(to, f32x4.splat(0));
  for (; to < end; to += 4) f32.store(to, 0);
}

/** to = from. */
export function copy(to: usize, from: usize, bytes: i32): void {
  const end = to + (bytes as usize);
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, v128.load(from));
  for (; to < end; to += 4, from += 4) f32.store(to, f32.load(from));
}

/** to += from. */
export function addTo(to: usize, from: usize, bytes: i32): void {
  const end = to + (bytes as usize);
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  for (; to < end; to += 4, from += 4) f32.store(to, f32.load(to) + f32.load(from));
}

/** to += from · factor. */
export function addProduct(to: usize, from: usize, factor: usize, bytes: i32): void {
  const end = to + (bytes as usize);
  for (; to + 16 <= end; to += 16, from += 16, factor += 16) {
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(from), v128.load(factor))));
  }
  for (; to < end; to += 4, from += 4, factor += 4) f32.store(to, f32.load(to) + f32.load(from) * f32.load(factor));
}
