// A place to run single tasks in: tensors between guards that no task may touch, in an engine's memory.
import type { Engine, PlannedTask } from "@xception/separable-conv/engine";

const guardBytes = 64;
/** A NaN of a pattern of its own: what reads it shows it, and what writes over it changes it. */
const guard = 0x7fc0dead;

export interface Tensor {
  readonly at: number;
  readonly length: number;
}

/** Hands out tensors of one engine, and runs tasks on them. */
export class TaskBench {
  readonly #engine: Engine;
  readonly #guards: number[] = [];
  #end: number;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#end = engine.base;
    this.#guard();
  }

  /** A tensor with these values. */
  put(values: ArrayLike<number>): Tensor {
    const tensor = this.room(values.length);
    new Float32Array(this.#engine.buffer, tensor.at, values.length).set(values);
    return tensor;
  }

  /** A tensor of so many values, all NaN until something writes them. */
  room(length: number): Tensor {
    const at = this.#end;
    this.#end += 4 * length;
    this.#engine.reserve(this.#end);
    new Float32Array(this.#engine.buffer, at, length).fill(Number.NaN);
    this.#guard();
    return { at, length };
  }

  read({ at, length }: Tensor): Float32Array {
    return new Float32Array(this.#engine.buffer.slice(at, at + 4 * length));
  }

  /** Runs tasks one after the other. */
  run(tasks: readonly PlannedTask[]): void {
    const words = tasks.flatMap(({ task }) => [...task]);
    const scratchBytes = 16 * Math.ceil(Math.max(...tasks.map((task) => task.scratchBytes)) / 16);
    const program = this.put(new Float32Array(words.length));
    const scratch = this.room((scratchBytes * this.#engine.threads) / 4);
    new Int32Array(this.#engine.buffer, program.at, words.length).set(words);
    this.#engine.run({ at: program.at, bytes: 4 * words.length, scratch: scratch.at, scratchBytes });
  }

  /** How many guards were written over. */
  get touched(): number {
    return this.#guards.filter((at) => new Int32Array(this.#engine.buffer, at, guardBytes / 4).some((word) => word !== guard)).length;
  }

  #guard(): void {
    const at = this.#end;
    this.#end += guardBytes;
    this.#engine.reserve(this.#end);
    new Int32Array(this.#engine.buffer, at, guardBytes / 4).fill(guard);
    this.#guards.push(at);
  }
}
