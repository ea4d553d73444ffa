/** Rows under headings in columns as wide as they need, two spaces apart; `right` says which columns hold numbers. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[], right: readonly boolean[]): string {
  const widths = headings.map((heading, column) => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), heading.length));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (right[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const rule = "─".repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return `${[line(headings), rule, ...rows.map(line)].join("\n")}\n`;
}
