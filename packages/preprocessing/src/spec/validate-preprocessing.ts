// A specification comes from files that others wrote: each field is held against what it may be before anything is done with it.
import { PreprocessingError } from "../errors/preprocessing-error.ts";
import { resizeMethods } from "../resize/resize.ts";
import type { Preprocessing } from "./preprocessing.ts";

/** More pixels a side than any network reads; a larger one is a mistake, and would ask for gigabytes. */
const longestSide = 16384;

interface Rule {
  readonly expected: string;
  readonly required: boolean;
  accepts(value: unknown): boolean;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isSide = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= longestSide;
const oneOf = (values: readonly unknown[]): Rule => ({
  expected: `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
  required: true,
  accepts: (value) => values.includes(value),
});
const finite: Rule = { expected: "a finite number", required: true, accepts: isNumber };

const rules: Readonly<Record<keyof Preprocessing, Rule>> = {
  size: {
    expected: `[height, width], two whole numbers from 1 to ${longestSide}`,
    required: true,
    accepts: (value) => Array.isArray(value) && value.length === 2 && value.every(isSide),
  },
  channels: oneOf([1, 3]),
  resize: oneOf(resizeMethods),
  fit: oneOf(["stretch", "crop"]),
  cropFraction: {
    expected: "a number above 0 and at most 1",
    required: false,
    accepts: (value) => isNumber(value) && value > 0 && value <= 1,
  },
  scale: finite,
  offset: finite,
};

/**
 * The specification that a JSON value is.
 *
 * @param json  what `JSON.parse` gave
 * @throws PreprocessingError naming the first field that is missing, unknown or wrong
 */
export function validatePreprocessing(json: unknown): Preprocessing {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new PreprocessingError(
      `[validatePreprocessing] ${describe(json)} came, but an object with ${Object.keys(rules).join(", ")} was expected. Pass such an object.`,
    );
  }
  const given = json as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(rules, name)) {
      throw new PreprocessingError(
        `[validatePreprocessing] there is no field "${name}", only ${Object.keys(rules).join(", ")}. Correct or remove it.`,
      );
    }
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = given[name];
    if (value === undefined ? rule.required : !rule.accepts(value)) {
      throw new PreprocessingError(
        `[validatePreprocessing] "${name}" is ${describe(value)}, but ${rule.expected} was expected. Correct it.`,
      );
    }
  }
  const { size, channels, resize, fit, cropFraction, scale, offset } = given as unknown as Preprocessing;
  return { size: [size[0], size[1]], channels, resize, fit, ...(cropFraction === undefined ? {} : { cropFraction }), scale, offset };
}

function describe(value: unknown): string {
  if (value === undefined) return "missing";
  // JSON has no NaN or Infinity, and would call them null.
  return typeof value === "number" ? String(value) : JSON.stringify(value).slice(0, 60);
}
