// Filters laid out anew, as tasks of the program that needs them (assembly/layout/lay-out.ts).
import type { PlannedTask } from "./convolve.ts";
import { makeTask } from "./task.ts";

/** A matrix [K, N]: where its elements lie, in bytes from row to row and from column to column. */
export interface Matrix {
  readonly depth: number;
  readonly columns: number;
  readonly at: number;
  readonly step: number;
  readonly column: number;
}

/** The matrix as panels at an address. */
export const planPacking = ({ depth, columns, at, step, column }: Matrix, panels: number): PlannedTask => ({
  task: makeTask("packPanels", [depth, columns, at, step, column, panels]),
  scratchBytes: 0,
});

/** A filter [taps, C, O] as [taps, O, C], taps in the reverse order. */
export const planTurning = (taps: number, channels: number, filters: number, from: number, to: number): PlannedTask => ({
  task: makeTask("turnFilter", [taps, channels, filters, from, to]),
  scratchBytes: 0,
});
