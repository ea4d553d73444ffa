// Kernels of a recording that run as one program, on buffers that the recording keeps.
import type * as tf from "@tensorflow/tfjs-core";
import type { Program, ProgramHost } from "@xception/separable-conv";

import type { Place } from "./recording.ts";

/** A word of the program that is the address of a buffer of now. */
export interface Moving {
  /** Number of the word in the program. */
  readonly word: number;
  /** Bytes from the start of the buffer. */
  readonly offset: number;
}

export class LinkedProgram {
  readonly #host: ProgramHost;
  readonly #program: Program;
  readonly #moving: ReadonlyMap<Place, readonly Moving[]>;

  constructor(host: ProgramHost, program: Program, moving: ReadonlyMap<Place, readonly Moving[]>) {
    this.#host = host;
    this.#program = program;
    this.#moving = moving;
  }

  run(): void {
    const words = this.#host.words();
    const first = this.#program.at / 4;
    for (const [{ dataId }, places] of this.#moving) {
      const address = this.#host.addressOf(dataId as tf.DataId);
      for (const { word, offset } of places) words[first + word] = address + offset;
    }
    this.#host.run(this.#program);
  }
}

/** What the programs of a recording share. */
export interface LinkedPrograms {
  readonly host: ProgramHost;
  /** The memory of all that only they see. */
  readonly room: tf.Tensor;
  /** Data in that memory that kernels outside of the programs see. */
  readonly views: readonly tf.DataId[];
}

/** @param isAlive whether the backend still is */
export function disposePrograms({ host, room, views }: LinkedPrograms, isAlive: boolean): void {
  if (isAlive) for (const view of views) host.release(view);
  room.dispose();
}
