import {
  bytePanelBytes,
  byteProductForms,
  integerPanelBytes,
  panelFloats,
  type ByteProduct,
  type BytePanels,
  type Engine,
} from "@xception/separable-conv/engine";

import type { IntegerKernel } from "../../../quantise/integer-kernel.ts";
import type { ParameterArray } from "../../../parameter-array.ts";

/** Places start at multiples of a line of a cache. */
export const align = (address: number): number => 64 * Math.ceil(address / 64);

/** Filters laid out for products with them. */
export interface Filters {
  readonly panels: number;
  /** Of filters of whole numbers: the address of what a step of each is worth. */
  readonly scales?: number;
  /** Of filters for products with bytes. */
  readonly bytes?: BytePanels;
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

  /** A pointwise kernel [..., C, O] laid out for products: in whole numbers where it has them, with bytes where a product of them is given. */
  putFilters({ shape, data }: ParameterArray, integers: IntegerKernel | undefined, product?: ByteProduct): Filters {
    const filters = shape.at(-1) ?? 1;
    const depth = data.length / filters;
    if (!integers) return { panels: this.putPanels(data, depth, filters) };
    const perFilter = (values: ArrayLike<number>): number => {
      const whole = new Float32Array(stepsTogether * Math.ceil(filters / stepsTogether));
      whole.set(values);
      return this.put(whole);
    };
    if (!product) return { panels: this.#putIntegers(integers.integers, depth, filters), scales: perFilter(integers.steps) };
    return {
      panels: this.#putBytes(integers.integers, depth, filters, product),
      scales: perFilter(integers.steps),
      bytes: { product, totals: perFilter(totalsOf(integers)) },
    };
  }

  #putIntegers(integers: Int8Array, depth: number, filters: number): number {
    const at = this.#take(integerPanelBytes(depth, filters) / 4);
    this.#engine.exports.packIntegerPanels(depth, filters, this.#putBeside(integers, this.#end), at);
    return at;
  }

  #putBytes(integers: Int8Array, depth: number, filters: number, product: ByteProduct): number {
    const at = this.#take(bytePanelBytes(depth, filters, product) / 4);
    this.#engine.exports.packBytePanels(depth, filters, this.#putBeside(integers, this.#end), byteProductForms[product].grouped, at);
    return at;
  }

  /** Values that are wanted for a moment, beyond all others. */
  #putBeside(integers: Int8Array, beside: number): number {
    this.#engine.reserve(beside + integers.length);
    new Int8Array(this.#engine.buffer, beside, integers.length).set(integers);
    return beside;
  }

  #take(floats: number): number {
    const at = this.#end;
    this.#end = align(at + 4 * floats);
    this.#engine.reserve(this.#end);
    return at;
  }
}

/** What all values of each filter add up to. */
function totalsOf({ integers, steps }: IntegerKernel): Float64Array {
  const totals = new Float64Array(steps.length);
  for (let row = 0; row < integers.length; row += steps.length) {
    for (let filter = 0; filter < steps.length; filter += 1) {
      totals[filter] = (totals[filter] as number) + (integers[row + filter] as number);
    }
  }
  return totals.map((total, filter) => total * (steps[filter] as number));
}
