/**
 * How far outputs are from others at most, as a share of the largest of those. Not a number where any of them is none.
 *
 * @example
 * largestDifference([1, 2.5], [1, 2]) // => 0.25
 */
export function largestDifference(outputs: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [largest, difference] = [0, 0];
  for (let index = 0; index < expected.length; index += 1) {
    const value = expected[index] ?? NaN;
    largest = Math.max(largest, Math.abs(value));
    difference = Math.max(difference, Math.abs(value - (outputs[index] ?? NaN)));
  }
  return difference / largest;
}
