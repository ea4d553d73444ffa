// What an option of a node kind may be. A rule is data: the sentence of an error and the table of a manual are made of it.
import { maximumSize } from "../limits.ts";
import type { Json } from "../network.ts";

/** One option: what it accepts, in code and in words, and its value where it is left out; required when it has no fallback. */
export interface OptionRule<T extends Json> {
  readonly expected: string;
  readonly accepts: (value: Json) => value is T;
  readonly fallback?: T;
}

export type OptionRules = Readonly<Record<string, OptionRule<Json>>>;

/** The values that rules describe. */
export type OptionsOf<Rules extends OptionRules> = {
  readonly [Name in keyof Rules]: Rules[Name] extends OptionRule<infer T> ? T : never;
};

/** Two numbers, vertical before horizontal. */
export type Pair = readonly [y: number, x: number];

const rule = <T extends Json>(expected: string, accepts: (value: Json) => value is T, fallback: T | undefined): OptionRule<T> =>
  fallback === undefined ? { expected, accepts } : { expected, accepts, fallback };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isNumber = (value: Json): value is number => typeof value === "number" && Number.isFinite(value);
const isCount = (value: Json, least: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= maximumSize;
const isPairOf = (value: Json, least: number): value is Pair =>
  isList(value) && value.length === 2 && value.every((item) => isCount(item, least));

/** A whole number from 1. */
export const count = (fallback?: number): OptionRule<number> =>
  rule("a whole number from 1", (value): value is number => isCount(value, 1), fallback);

/** [y, x], whole numbers from 1. */
export const pair = (fallback?: Pair): OptionRule<Pair> =>
  rule("two whole numbers from 1, [y, x]", (value): value is Pair => isPairOf(value, 1), fallback);

/** [y, x], or null, which the kind gives a meaning. */
export const pairOrNull = (): OptionRule<Pair | null> =>
  rule("two whole numbers from 1, [y, x]", (value): value is Pair | null => value === null || isPairOf(value, 1), null);

/** [[top, bottom], [left, right]], whole numbers from 0. */
export const borders = (): OptionRule<readonly [Pair, Pair]> =>
  rule(
    "[[top, bottom], [left, right]], whole numbers from 0",
    (value): value is readonly [Pair, Pair] => isList(value) && value.length === 2 && value.every((side) => isPairOf(side, 0)),
    undefined,
  );

export const flag = (fallback: boolean): OptionRule<boolean> =>
  rule("true or false", (value): value is boolean => typeof value === "boolean", fallback);

/** A finite number within bounds, both included. */
export const number = (fallback?: number, least = -Infinity, most = Infinity): OptionRule<number> =>
  rule(
    least === -Infinity ? "a number" : most === Infinity ? `a number from ${least}` : `a number from ${least} to ${most}`,
    (value): value is number => isNumber(value) && value >= least && value <= most,
    fallback,
  );

export const numberOrNull = (): OptionRule<number | null> =>
  rule("a number", (value): value is number | null => value === null || isNumber(value), null);

export const numbers = (): OptionRule<readonly number[]> =>
  rule(
    "a list of numbers",
    (value): value is readonly number[] => isList(value) && value.length > 0 && value.length <= maximumSize && value.every(isNumber),
    undefined,
  );

export const oneOf = <const T extends string>(choices: readonly T[], fallback?: T): OptionRule<T> =>
  rule(
    `one of ${choices.map((choice) => `"${choice}"`).join(", ")}`,
    (value): value is T => (choices as readonly Json[]).includes(value),
    fallback,
  );

/** What one rule accepts or the other; the fallback is the first one's. */
export const either = <A extends Json, B extends Json>(a: OptionRule<A>, b: OptionRule<B>): OptionRule<A | B> =>
  rule(`${a.expected}, or ${b.expected}`, (value): value is A | B => a.accepts(value) || b.accepts(value), a.fallback);

/** Sizes of one to four axes, whole numbers from 1. */
export const sizes = (): OptionRule<readonly number[]> =>
  rule(
    "a list of one to four whole numbers from 1",
    (value): value is readonly number[] =>
      isList(value) && value.length >= 1 && value.length <= 4 && value.every((item) => isCount(item, 1)),
    undefined,
  );

/** Shape of an image or vector: open (null) sizes anywhere but in the last axis, which counts channels. */
export const openShape = (): OptionRule<readonly (number | null)[]> =>
  rule(
    "[H, W, C] or [C], whole numbers from 1, null for an open height or width",
    (value): value is readonly (number | null)[] =>
      isList(value) &&
      value.length >= 1 &&
      value.length <= 3 &&
      isCount(value.at(-1) ?? null, 1) &&
      value.every((item) => item === null || isCount(item, 1)),
    undefined,
  );
