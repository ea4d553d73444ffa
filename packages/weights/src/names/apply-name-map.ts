import type { NamedArray, NamedArrays } from "../named-array.ts";
import { WeightsError } from "../weights-error.ts";
import { compileRule } from "./compile-rule.ts";
import type { NameMap } from "./name-map.ts";
import { transformArray } from "./transform-array.ts";

/**
 * Gives arrays the names and layouts that a map says. With `invertNameMap(map)` it goes the other way.
 *
 * @throws WeightsError listing in `report.unexpected` all names that no rule is about; or when two arrays would get one name
 *
 * @example
 * const ours = applyNameMap(await file.readAll(), { rules: [{ from: "fc.bias", to: "predictions/bias" }] });
 */
export function applyNameMap(arrays: NamedArrays, { rules, ignore = [] }: NameMap): Map<string, NamedArray> {
  const compiled = rules.map((rule) => ({ rule, rename: compileRule(rule) }));
  const ignored = ignore.map((name) => compileRule({ from: name, to: name }));
  const unexpected: string[] = [];
  const result = new Map<string, NamedArray>();
  for (const [name, array] of arrays) {
    if (ignored.some((matches) => matches(name) !== undefined)) continue;
    const found = firstOf(compiled, ({ rename, rule }) => {
      const renamed = rename(name);
      return renamed === undefined ? undefined : { renamed, rule };
    });
    if (!found) {
      unexpected.push(name);
      continue;
    }
    const { renamed, rule } = found;
    if (result.has(renamed)) {
      throw new WeightsError(
        `[applyNameMap] Two arrays would be called ${JSON.stringify(renamed)}; ${JSON.stringify(name)} is the second. Mend the map.`,
      );
    }
    result.set(
      renamed,
      (rule.transforms ?? []).reduce((value, transform) => transformArray(name, value, transform), array),
    );
  }
  if (unexpected.length === 0) return result;
  throw new WeightsError(
    `[applyNameMap] The map has no rule for ${String(unexpected.length)} of ${String(arrays.size)} arrays, the first ${JSON.stringify(unexpected[0])}. Check that the file belongs to the map.`,
    { report: { missing: [], unexpected, mismatched: [] } },
  );
}

function firstOf<Item, Result>(items: readonly Item[], select: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = select(item);
    if (result !== undefined) return result;
  }
  return undefined;
}
