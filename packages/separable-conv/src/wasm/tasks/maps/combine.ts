import type { PlannedTask } from "../convolve.ts";
import { unbounded, type Range } from "../range.ts";
import { float, makeTask } from "../task.ts";

/** Operations on two values, as assembly/maps/combine.ts numbers them. */
const numbers = { add: 0, subtract: 1, multiply: 2, maximum: 3 } as const;

export type OperationName = keyof typeof numbers;

/** One axis of two maps and their result. */
export interface CombinedAxis {
  readonly size: number;
  /** Bytes from place to place in a, b and y; 0 where one value serves all. */
  readonly strides: readonly [a: number, b: number, y: number];
}

/** Two maps joined place by place (assembly/maps/combine.ts). */
export interface Combination {
  readonly operation: OperationName;
  /** Multiplies the result; 1 unless given. */
  readonly factor?: number;
  readonly range?: Range;
  /** Addresses; y may be a or b where that one has y's size. */
  readonly a: number;
  readonly b: number;
  readonly y: number;
  /** Outermost first; the innermost of y has a stride of 4. */
  readonly axes: readonly CombinedAxis[];
}

/** Axes that a task has besides its row. */
const outerAxes = 4;
/** Values of a row that are worked on at a time. */
const block = 4096;
const oneValue: CombinedAxis = { size: 1, strides: [4, 4, 4] };
const none: CombinedAxis = { size: 1, strides: [0, 0, 0] };

export function planCombination({ operation, factor = 1, range = unbounded, a, b, y, axes }: Combination): PlannedTask {
  const joined = joinAxes(axes);
  const last = joined[joined.length - 1];
  const row = last && isRow(last) ? last : oneValue;
  if (row === last) joined.pop();
  const outer = [...Array<CombinedAxis>(outerAxes - joined.length).fill(none), ...joined];
  const strides = ([0, 1, 2] as const).flatMap((operand) => outer.map((axis) => axis.strides[operand]));
  const task = makeTask("combine", [
    ...[numbers[operation], float(factor), float(range.lower), float(range.upper), a, b, y],
    ...[row.size, row.strides[0], row.strides[1], Math.ceil(row.size / block)],
    ...outer.map(({ size }) => size),
    ...strides,
  ]);
  return { task, scratchBytes: 0 };
}

/** Whether the values of an axis lie side by side, or are one. */
const isRow = ({ strides: [a, b, y] }: CombinedAxis): boolean => y === 4 && (a === 4 || a === 0) && (b === 4 || b === 0);

/** As few axes as there can be: those of size 1 go, and two that lie in all maps as one become one. */
function joinAxes(axes: readonly CombinedAxis[]): CombinedAxis[] {
  const joined: CombinedAxis[] = [];
  for (const axis of axes.filter(({ size }) => size > 1)) {
    const before = joined[joined.length - 1];
    if (before?.strides.every((stride, operand) => stride === axis.size * (axis.strides[operand] ?? 0))) {
      joined[joined.length - 1] = { size: before.size * axis.size, strides: axis.strides };
    } else {
      joined.push(axis);
    }
  }
  return joined;
}
