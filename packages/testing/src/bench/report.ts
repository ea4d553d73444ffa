// What a bench prints: a line on the machine and a table, or with --json one object a row, which programs can read.
import { cpus } from "node:os";

/** A row by the names of its columns; null where there is nothing to say. */
export type Row = Readonly<Record<string, string | number | null>>;

export interface Report {
  /** Adds a row. With --json it is printed at once, and `title` and the machine with it. */
  add(row: Row): void;
  /** Prints the table. */
  finish(): void;
}

/** @param title  what is measured, in which unit */
export function createReport(title: string, { json }: { readonly json: boolean }): Report {
  const machine = { processor: cpus()[0]?.model.trim() ?? "unknown processor", cores: cpus().length, node: process.version };
  const rows: Row[] = [];
  return {
    add(row) {
      if (json) console.log(JSON.stringify({ title, ...machine, ...row }));
      else rows.push(row);
    },
    finish() {
      if (json) return;
      console.log(`${title}\n${machine.processor}, ${machine.cores} cores, Node ${machine.node}\n`);
      console.log(formatTable(rows));
    },
  };
}

/** A table in Markdown, numbers to the right. */
export function formatTable(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isNumber = (name: string): boolean => rows.every((row) => typeof (row[name] ?? 0) === "number");
  const cells = rows.map((row) => names.map((name) => formatCell(row[name] ?? null)));
  const widths = names.map((name, column) => Math.max(3, name.length, ...cells.map((line) => line[column]?.length ?? 0)));
  const align = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => (isNumber(names[column] ?? "") ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(" | ")} |`;
  const rule = names.map((name, column) =>
    isNumber(name) ? `${"-".repeat((widths[column] ?? 1) - 1)}:` : "-".repeat(widths[column] ?? 0),
  );
  return [align(names), align(rule), ...cells.map(align)].join("\n");
}

/** Three digits that count, and all digits of whole numbers before the point. */
function formatCell(value: string | number | null): string {
  if (typeof value !== "number") return value ?? "";
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) < 0.01 ? value.toExponential(1) : value.toPrecision(3);
}
