// A rule's two sides to a function on names.
import type { NameRule } from "./name-map.ts";

interface Place {
  readonly name: string;
  readonly form: "" | "#" | "*";
  readonly shift: number;
}

const placePattern = /\{(\w+)([#*]?)((?:[+-]\d+)?)\}/g;
const forms = { "": "[^./]+", "#": "0|[1-9]\\d{0,8}", "*": ".+" } as const;

/**
 * Gives what turns a name into its new one, or undefined for a name that the rule is not about.
 *
 * @throws TypeError for a rule whose sides have different places: it could not run backwards
 */
export function compileRule({ from, to }: NameRule): (name: string) => string | undefined {
  const [theirs, ours] = [placesOf(from), placesOf(to)];
  const names = (places: readonly Place[]): string =>
    places
      .map(({ name }) => name)
      .sort()
      .join(" ");
  if (names(theirs) !== names(ours) || new Set(theirs.map(({ name }) => name)).size !== theirs.length) {
    throw new TypeError(`[applyNameMap] The rule ${from} → ${to} has different places on its sides. Give each place once on both.`);
  }
  const isNumber = new Set([...theirs, ...ours].filter(({ form, shift }) => form === "#" || shift !== 0).map(({ name }) => name));
  const isLong = new Set([...theirs, ...ours].filter(({ form }) => form === "*").map(({ name }) => name));
  const formOf = (name: string): string => forms[isNumber.has(name) ? "#" : isLong.has(name) ? "*" : ""];
  const pattern = new RegExp(
    `^${from
      .split(placePattern)
      .map((part, index) => sourceOf(part, index, formOf))
      .join("")}$`,
  );
  return (name) => {
    const groups = pattern.exec(name)?.groups;
    if (!groups && !pattern.test(name)) return undefined;
    const values = new Map<string, string>();
    for (const { name: place, shift } of theirs) {
      const text = groups?.[place] ?? "";
      values.set(place, isNumber.has(place) ? String(Number(text) - shift) : text);
    }
    for (const { name: place, shift } of ours) {
      if (!isNumber.has(place)) continue;
      const value = Number(values.get(place)) + shift;
      if (value < 0) return undefined;
      values.set(place, String(value));
    }
    return to.replace(placePattern, (_, place: string) => values.get(place) ?? "");
  };
}

function placesOf(side: string): Place[] {
  return [...side.matchAll(placePattern)].map(([, name = "", form = "", shift = ""]) => ({
    name,
    form: form as Place["form"],
    shift: Number(shift),
  }));
}

/** `split` by the pattern gives text, name, form, shift, text, and so on. */
function sourceOf(part: string, index: number, formOf: (name: string) => string): string {
  if (index % 4 === 0) return part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return index % 4 === 1 ? `(?<${part}>${formOf(part)})` : "";
}
