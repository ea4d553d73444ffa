import { formatTable } from "../terminal/format-table.ts";
import { whole } from "../terminal/format-number.ts";
import type { Contestant } from "./contestants.ts";
import type { Outcome } from "./take-turns.ts";
import type { Task } from "./task.ts";

/** One object of `--json`. Milliseconds are of a whole batch; null where a contestant has no times, and `problem` says why. */
export interface ResultRow extends Contestant {
  /** Height of an image, pixels. */
  readonly size: number;
  readonly batch: number;
  readonly train: boolean;
  readonly medianMs: number | null;
  readonly imagesPerSecond: number | null;
  readonly firstMs: number | null;
  readonly peakBytes: number | null;
  readonly problem?: string;
}

export function resultRow(contestant: Contestant, { image, batch, train }: Task, outcome: Outcome | string): ResultRow {
  const what = { ...contestant, size: image[0], batch, train };
  if (typeof outcome === "string") {
    return { ...what, medianMs: null, imagesPerSecond: null, firstMs: null, peakBytes: null, problem: outcome };
  }
  return { ...what, ...outcome, imagesPerSecond: (1000 * batch) / outcome.medianMs };
}

/** Rows for people, the fastest first; those that did not run below, each with its reason. */
export function resultTable(rows: readonly ResultRow[]): string {
  const ran = rows.filter(({ problem }) => problem === undefined).sort((a, b) => (a.medianMs ?? 0) - (b.medianMs ?? 0));
  const best = ran[0]?.medianMs ?? NaN;
  const table = formatTable(
    ["executor", "threads", "precision", "ms", "of the best", "images/s", "first ms", "peak MB"],
    ran.map(({ executor, threads, precision, medianMs, imagesPerSecond, firstMs, peakBytes }) => [
      ...[executor, threads === null ? "–" : String(threads), precision],
      ...[digits(medianMs ?? NaN), `${((medianMs ?? NaN) / best).toFixed(2)} x`, digits(imagesPerSecond ?? NaN)],
      ...[whole(firstMs ?? NaN), whole((peakBytes ?? NaN) / 1e6)],
    ]),
    [false, true, false, true, true, true, true, true],
  );
  const absent = rows.flatMap(({ problem, ...row }) => (problem === undefined ? [] : [`${nameOf(row)}: ${problem}\n`]));
  return `${ran.length === 0 ? "" : table}${absent.length === 0 ? "" : `\ndid not run\n${absent.join("")}`}`;
}

export const nameOf = ({ executor, threads, precision }: Contestant): string =>
  [executor, precision, ...(threads === null ? [] : [threads === 1 ? "1 thread" : `${threads} threads`])].join(", ");

/** Three digits that count. */
const digits = (value: number): string => (value >= 100 ? whole(value) : value.toPrecision(3));
