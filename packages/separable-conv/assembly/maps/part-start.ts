/** Where a part begins, of `total` pieces that are dealt out to `parts` evenly. */
export function partStart(part: i32, parts: i32, total: i32): i32 {
  return (((part as i64) * (total as i64)) / (parts as i64)) as i32;
}
