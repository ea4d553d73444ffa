// How close is close: one table, so that no test has a tolerance of its own without a reason beside it.

/** Largest accepted |actual − expected| ÷ max(1, |expected|). */
const tolerances: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  // Sums of some hundreds of float32 products, in another order than the definition's.
  float32: { cpu: 1e-5, wasm: 1e-5, webgpu: 2e-5, tensorflow: 1e-5 },
  int32: { cpu: 0, wasm: 0, webgpu: 0, tensorflow: 0 },
  bool: { cpu: 0, wasm: 0, webgpu: 0, tensorflow: 0 },
};

/** The table's entry; a dtype or backend that it does not have is an error of the test. */
export function toleranceOf(dtype: string, backend: string): number {
  const tolerance = tolerances[dtype]?.[backend];
  if (tolerance === undefined) throw new Error(`[toleranceOf] there is no tolerance for ${dtype} on ${backend}. Add it to the table.`);
  return tolerance;
}
