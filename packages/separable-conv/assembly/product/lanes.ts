// The size of the register tile, and the one multiplication that all kernels are made of, in the two builds of the module.

/** Bytes of a vector. */
export const VECTOR: usize = 16;

/** Columns of the tile: two vectors. */
export const WIDTH: i32 = 8;

/**
 * Rows of the tile. With a fused multiply-add twelve sums, two vectors of b and one of a fill fifteen registers; a product that waits for
 * its addition needs registers of its own, and compilers of pages load a tile's operands before they use the first.
 */
export const HEIGHT: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** sum + a · b, rounded once or twice. */
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Between lower and upper; what is not a number stays so. */
export function clamp(value: v128, lower: v128, upper: v128): v128 {
  return f32x4.pmax(f32x4.pmin(value, upper), lower);
}
