// A map whose pixels lie among others' channels: what lies between them must be left alone.
import type { Engine, Place } from "@xception/separable-conv/engine";

import type { TaskBench } from "./task-bench.ts";

/** A NaN of a pattern of its own between the pixels. */
const gap = 0x7fc0beef;

export class WideMap {
  readonly place: Place;
  readonly #engine: Engine;
  readonly #rows: number;
  readonly #length: number;
  readonly #pitch: number;

  /**
   * @param rows   pixels of `length` channels
   * @param more   channels of others after each
   * @param values of all pixels; NaN unless given
   */
  constructor(engine: Engine, bench: TaskBench, size: { rows: number; length: number; more: number }, values?: ArrayLike<number>) {
    this.#engine = engine;
    this.#rows = size.rows;
    this.#length = size.length;
    this.#pitch = size.length + size.more;
    const { at } = bench.room(this.#rows * this.#pitch);
    this.place = { at, pitch: 4 * this.#pitch };
    for (let row = 0; row < size.rows; row += 1) {
      for (let c = 0; c < this.#pitch; c += 1) {
        if (c >= size.length) this.#words()[row * this.#pitch + c] = gap;
        else if (values) this.#floats()[row * this.#pitch + c] = values[row * size.length + c] ?? Number.NaN;
      }
    }
  }

  read(): Float32Array {
    const floats = this.#floats();
    return Float32Array.from({ length: this.#rows * this.#length }, (_, index) => {
      const row = Math.floor(index / this.#length);
      return floats[row * this.#pitch + (index % this.#length)] as number;
    });
  }

  /** How many values between the pixels were written over. */
  get touched(): number {
    return this.#words().filter((word, index) => index % this.#pitch >= this.#length && word !== gap).length;
  }

  #floats(): Float32Array {
    return new Float32Array(this.#engine.buffer, this.place.at, this.#rows * this.#pitch);
  }

  #words(): Int32Array {
    return new Int32Array(this.#engine.buffer, this.place.at, this.#rows * this.#pitch);
  }
}
