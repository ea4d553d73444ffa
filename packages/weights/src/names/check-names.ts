// Whether the arrays that came are those that were wanted. Everything that does not fit is told at once, never silently left out.
import { WeightsError, type NameReport } from "../weights-error.ts";

interface Shaped {
  readonly shape: readonly (number | null)[];
}

/** How many names of each kind the sentence spells out; the report has all of them. */
const spelledOut = 4;

/** Compares names and shapes. A size of null in what is wanted fits every size. */
export function compareNames(
  found: ReadonlyMap<string, { readonly shape: readonly number[] }>,
  expected: ReadonlyMap<string, Shaped>,
): NameReport {
  const mismatched: NameReport["mismatched"][number][] = [];
  for (const [name, { shape }] of expected) {
    const array = found.get(name);
    if (array && !fits(array.shape, shape)) mismatched.push({ name, found: array.shape, expected: shape });
  }
  return {
    missing: [...expected.keys()].filter((name) => !found.has(name)),
    unexpected: [...found.keys()].filter((name) => !expected.has(name)),
    mismatched,
  };
}

/**
 * Refuses arrays that are not exactly those wanted.
 *
 * @param caller  the function's name that opens the sentence
 * @throws WeightsError with the full lists in `report` and a sentence that names the first of each
 */
export function checkNames(
  caller: string,
  found: ReadonlyMap<string, { readonly shape: readonly number[] }>,
  expected: ReadonlyMap<string, Shaped>,
): void {
  const report = compareNames(found, expected);
  const parts = [
    part("missing", report.missing),
    part("unexpected", report.unexpected),
    part(
      "of another shape",
      report.mismatched.map(
        ({ name, found: has, expected: wanted }) =>
          `${name} [${has.join(", ")}] instead of [${wanted.map((size) => size ?? "?").join(", ")}]`,
      ),
    ),
  ].filter((text) => text !== "");
  if (parts.length === 0) return;
  throw new WeightsError(
    `[${caller}] The arrays are not those of the network: ${parts.join("; ")}. Check that the file belongs to this network.`,
    { report },
  );
}

function part(what: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const rest = names.length - spelledOut;
  return `${String(names.length)} ${what} (${names.slice(0, spelledOut).join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""})`;
}

function fits(shape: readonly number[], expected: readonly (number | null)[]): boolean {
  return shape.length === expected.length && expected.every((size, axis) => size === null || size === shape[axis]);
}
