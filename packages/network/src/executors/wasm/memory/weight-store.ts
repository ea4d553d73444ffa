import { integerPanelBytes, panelFloats, type Engine } from "@xception/separable-conv/engine";

import type { IntegerKernel } from "../../../quantise/integer-kernel.ts";
import type { ParameterArray } from "../../../parameter-array.ts";

/** Places start at multiples of a line of a cache. */
export const align = (address: number): number => 64 * Math.ceil(address / 64);

/** Filters laid out for products with them. */
export interface Filters {
  readonly panels: number;
  /** Of filters of whole numbers: the address of what a step of each is worth. */
  readonly scales?: number;
}

/** Steps are read eight at a time. */
const stepsTogether = 8;

/** Puts weights into an engine's memory one after the other. They stay where they are. */
export class WeightStore {
  readonly #engine: Engine;
  #end: number;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#end = align(engine.base);
  }

  /** The address after the last weight. */
  get end(): number {
    return this.#end;
  }

  /** The address of a copy of these values. */
  put(values: ArrayLike<number>): number {
    const at = this.#take(values.length);
    new Float32Array(this.#engine.buffer, at, values.length).set(values);
    return at;
  }

  /** As `put`; 0 where there is nothing. */
  putIfAny(array: { readonly data: Float32Array } | undefined): number {
    return array ? this.put(array.data) : 0;
  }

  /**
   * The address of filters laid out for products with rows of `depth` values.
   *
   * @param filters [depth, columns], row-major
   * @param first   column of the first filter
   * @param count   of filters
   */
  putPanels(filters: Float32Array, depth: number, columns: number, first = 0, count = columns): number {
    const at = this.#take(panelFloats(depth, count));
    const beside = this.#end;
    this.#engine.reserve(beside + 4 * filters.length);
    new Float32Array(this.#engine.buffer, beside, filters.length).set(filters);
    this.#engine.exports.packPanels(depth, count, beside + 4 * first, 4 * columns, 4, at);
    return at;
  }

  /** A pointwise kernel [..., C, O] laid out for products: in whole numbers where it has them. */
  putFilters({ shape, data }: ParameterArray, integers: IntegerKernel | undefined): Filters {
    const filters = shape.at(-1) ?? 1;
    const depth = data.length / filters;
    if (!integers) return { panels: this.putPanels(data, depth, filters) };
    const scales = new Float32Array(stepsTogether * Math.ceil(filters / stepsTogether));
    scales.set(integers.steps);
    return { panels: this.#putIntegers(integers.integers, depth, filters), scales: this.put(scales) };
  }

  #putIntegers(integers: Int8Array, depth: number, filters: number): number {
    const at = this.#take(integerPanelBytes(depth, filters) / 4);
    const beside = this.#end;
    this.#engine.reserve(beside + integers.length);
    new Int8Array(this.#engine.buffer, beside, integers.length).set(integers);
    this.#engine.exports.packIntegerPanels(depth, filters, beside, at);
    return at;
  }

  #take(floats: number): number {
    const at = this.#end;
    this.#end = align(at + 4 * floats);
    this.#engine.reserve(this.#end);
    return at;
  }
}
