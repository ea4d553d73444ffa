// How a filter walks over an image: the options that every convolution of this package takes, checked and spelled out.

/** The same number on both axes, or [y, x]. */
export type Pair = number | readonly [number, number];

export interface ConvOptions {
  /** Pixels from one place of the filter to the next; 1 unless given. */
  readonly stride?: Pair;
  /** "same" pads so that the output has ⌈size / stride⌉ pixels, the odd pixel of padding at the bottom and right; "valid" pads nothing. */
  readonly padding?: "same" | "valid";
  /** Pixels from one tap of the filter to the next; 1 unless given. */
  readonly dilation?: Pair;
}

export interface ConvGeometry {
  readonly stride: [number, number];
  readonly padding: "same" | "valid";
  readonly dilation: [number, number];
}

/**
 * Spells out a convolution's options.
 *
 * @throws RangeError for a stride or dilation that is not a positive whole number, both above 1, or another padding
 */
export function convGeometry(caller: string, { stride = 1, padding = "same", dilation = 1 }: ConvOptions): ConvGeometry {
  const geometry = { stride: pair(caller, "stride", stride), padding, dilation: pair(caller, "dilation", dilation) };
  if (!["same", "valid"].includes(padding)) {
    throw new RangeError(`[${caller}] padding is "${padding}", expected "same" or "valid". Pass one of them.`);
  }
  if (Math.max(...geometry.stride) > 1 && Math.max(...geometry.dilation) > 1) {
    throw new RangeError(
      `[${caller}] stride is [${geometry.stride.join(", ")}] and dilation [${geometry.dilation.join(", ")}], expected one of them to be 1. Dilate first, then stride in an operation of its own.`,
    );
  }
  return geometry;
}

function pair(caller: string, name: string, value: Pair): [number, number] {
  const both: [number, number] = typeof value === "number" ? [value, value] : [value[0], value[1]];
  if (!both.every((number) => Number.isInteger(number) && number >= 1)) {
    throw new RangeError(
      `[${caller}] ${name} is ${JSON.stringify(value)}, expected whole numbers of 1 or more. Pass one number, or two as [y, x].`,
    );
  }
  return both;
}
