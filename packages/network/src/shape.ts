// Shapes of one image's values: the batch is never part of them. A size that is left open until run time is null.

/** A size in values; null where the network leaves it open. */
export type Size = number | null;

/** Shape of what a node gives for one image: [H, W, C] or [C]; null where a size is open. */
export type Shape = readonly Size[];

/** Shape of a map of channels. */
export type ImageShape = readonly [height: Size, width: Size, channels: number];

/** How many values a shape holds; null where one of its sizes is open. */
export const countValues = (shape: Shape): Size =>
  shape.reduce<Size>((count, size) => (count === null || size === null ? null : count * size), 1);

/** A shape as errors and summaries write it: `[149, 149, 32]`, an open size as `?`. */
export const formatShape = (shape: Shape): string => `[${shape.map((size) => size ?? "?").join(", ")}]`;
