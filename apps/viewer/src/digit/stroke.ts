/** A point of the drawing, in parts of its side: [0, 0] is the upper left corner, [1, 1] the lower right one. */
export type Point = readonly [x: number, y: number];

/** What the pen drew between being put down and lifted. One point is a dot. */
export type Stroke = readonly Point[];
