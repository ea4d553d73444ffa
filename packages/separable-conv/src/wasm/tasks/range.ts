/** What values are held between. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
}

/** Every value stays as it is. */
export const unbounded: Range = { lower: -Infinity, upper: Infinity };

/** The activations that only hold values in a range, and so cost nothing while values are in registers. */
export const ranges: Readonly<Record<string, Range>> = {
  linear: unbounded,
  relu: { lower: 0, upper: Infinity },
  relu6: { lower: 0, upper: 6 },
};
