/**
 * What this machine's instructions make of a[16] signed bytes and b[16] bytes: 4 sums of 32 bits, then 8 of 16 bits, at `to`. For b beyond 7
 * bits, the processor has a choice.
 */
export function tryByteProducts(a: usize, b: usize, to: usize): void {
  if (!ASC_FEATURE_RELAXED_SIMD) return;
  v128.store(to, i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(a), v128.load(b), i32x4.splat(0)));
  v128.store(to, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(a), v128.load(b)), 16);
}
