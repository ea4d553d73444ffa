// Typed access to the configuration of one layer. Whatever is missing or of another type is told with the layer's class and name.
import { WeightsError } from "@xception/weights";

import { ModelError } from "../../model-error.ts";
import { isRecord, plain } from "./json.ts";

export class LayerConfig {
  readonly layer: string;
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(className: string, name: string, values: Readonly<Record<string, unknown>>) {
    this.layer = `${className} "${name}"`;
    this.#values = values;
  }

  /** The value as it stands, tuples as lists; undefined when there is none. */
  value(key: string): unknown {
    return Object.hasOwn(this.#values, key) ? plain(this.#values[key]) : undefined;
  }

  number(key: string, fallback?: number): number {
    const value = this.value(key) ?? fallback;
    if (typeof value !== "number" || !Number.isFinite(value)) throw this.#wrong(key, value, "a number");
    return value;
  }

  count(key: string, fallback?: number): number {
    const value = this.number(key, fallback);
    if (!Number.isSafeInteger(value) || value < 1) throw this.#wrong(key, value, "a whole number from 1");
    return value;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.value(key) ?? fallback;
    if (typeof value !== "boolean") throw this.#wrong(key, value, "true or false");
    return value;
  }

  text(key: string, fallback?: string): string {
    const value = this.value(key) ?? fallback;
    if (typeof value !== "string") throw this.#wrong(key, value, "a text");
    return value;
  }

  /** [y, x]; one number stands for both. */
  pair(key: string, fallback?: readonly [number, number]): [number, number] {
    const value = this.value(key) ?? fallback;
    const [y, x] = typeof value === "number" ? [value, value] : Array.isArray(value) ? (value as unknown[]) : [];
    if (!isCount(y) || !isCount(x)) throw this.#wrong(key, value, "two whole numbers");
    return [y, x];
  }

  /** [[top, bottom], [left, right]]; Keras writes one number, two, or two pairs. */
  borders(key: string): [[number, number], [number, number]] {
    const value = this.value(key);
    const [vertical, horizontal] = typeof value === "number" ? [value, value] : Array.isArray(value) ? (value as unknown[]) : [];
    const sides = (side: unknown): [number, number] => {
      const [before, after] = typeof side === "number" ? [side, side] : Array.isArray(side) ? (side as unknown[]) : [];
      if (!isWhole(before) || !isWhole(after)) throw this.#wrong(key, value, "borders as [[top, bottom], [left, right]]");
      return [before, after];
    };
    return [sides(vertical), sides(horizontal)];
  }

  /** Any list of numbers, however deep; a single number is a list of one. */
  numbers(key: string): number[] {
    const value = this.value(key);
    const numbers: unknown[] = [value].flat(8);
    if (!numbers.every((item) => typeof item === "number" && Number.isFinite(item))) throw this.#wrong(key, value, "numbers");
    return numbers as number[];
  }

  /** A model that is fine in Keras, but not here. `what` follows the layer's name: `has 4 groups`. */
  refuse(what: string, advice: string): ModelError {
    return new ModelError(`[openModel] Layer ${this.layer} ${what}. ${advice}`);
  }

  #wrong(key: string, value: unknown, expected: string): WeightsError {
    const shown = value === undefined ? "no" : isRecord(value) ? "an object as" : JSON.stringify(value);
    return new WeightsError(
      `[openModel] Layer ${this.layer} has ${shown} ${key}; expected ${expected}. The file is damaged: get it again.`,
    );
  }
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isCount = (value: unknown): value is number => isWhole(value) && value > 0;
