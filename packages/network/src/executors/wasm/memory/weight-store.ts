import { panelFloats, type Engine } from "@xception/separable-conv/engine";

/** Places start at multiples of a line of a cache. */
export const align = (address: number): number => 64 * Math.ceil(address / 64);

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

  #take(floats: number): number {
    const at = this.#end;
    this.#end = align(at + 4 * floats);
    this.#engine.reserve(this.#end);
    return at;
  }
}
