// What a kernel does, with its addresses told by the tensor or room that they lie in.
import type * as tf from "@tensorflow/tfjs-core";

import { addressWords } from "../../../wasm/tasks/addresses.ts";
import type { PlannedTask } from "../../../wasm/tasks/convolve.ts";
import type { CapturedRun, Reference } from "../../registry/program-host.ts";

interface Span {
  readonly from: number;
  readonly end: number;
  readonly of: tf.DataId | number;
}

/** One run of a kernel. */
export class Capture {
  readonly #spans: Span[] = [];
  readonly #outputs: tf.DataId[] = [];
  readonly #words: number[] = [];
  readonly #references: Reference[] = [];
  readonly #rooms: number[] = [];
  #scratchBytes = 0;
  #widestPixel = 0;
  #isWhole = true;

  /** The kernel does something that is no task. */
  doesMore(): void {
    this.#isWhole = false;
  }

  takesTensor(dataId: tf.DataId, from: number, bytes: number): void {
    this.#spans.push({ from, end: from + bytes, of: dataId });
  }

  gives(dataId: tf.DataId, from: number, bytes: number): void {
    this.#outputs.push(dataId);
    this.takesTensor(dataId, from, bytes);
  }

  takesRoom(from: number, bytes: number): void {
    this.#spans.push({ from, end: from + bytes, of: this.#rooms.length });
    this.#rooms.push(bytes);
  }

  runs(tasks: readonly PlannedTask[], scratchBytes: number, widestPixel: number): void {
    this.#scratchBytes = Math.max(this.#scratchBytes, scratchBytes);
    this.#widestPixel = Math.max(this.#widestPixel, widestPixel);
    for (const { task } of tasks) {
      const words = addressWords(task);
      if (!words) this.doesMore();
      for (const word of words ?? []) this.#refer(this.#words.length + word, task[word] as number);
      this.#words.push(...task);
    }
  }

  /** What was captured; undefined where that is not all. */
  end(): CapturedRun | undefined {
    if (!this.#isWhole) return undefined;
    // The threads' scratch is one of them, which the program has for all its kernels together.
    const referred = new Set(this.#references.map(({ of }) => of));
    return {
      outputs: this.#outputs,
      words: Int32Array.from(this.#words),
      references: this.#references,
      rooms: this.#rooms.map((bytes, room) => (referred.has(room) ? bytes : 0)),
      scratchBytes: this.#scratchBytes,
      widestPixel: this.#widestPixel,
    };
  }

  #refer(word: number, value: number): void {
    const address = value >>> 0;
    // What was taken last: memory that was given back may be in it.
    const span = this.#spans.findLast(({ from, end }) => address >= from && address < end);
    if (span) this.#references.push({ word, of: span.of, offset: address - span.from });
    else this.doesMore();
  }
}

let isOn = false;
let current: Capture | undefined;
let last: CapturedRun | undefined;

/** Captures what kernels do while `body` runs. */
export function captureKernels<Result>(body: () => Result): Result {
  isOn = true;
  try {
    return body();
  } finally {
    isOn = false;
    last = undefined;
  }
}

/** The capture of the kernel that runs, if there is one. */
export const currentCapture = (): Capture | undefined => current;

/** Whether kernels are captured: they are then rather tasks than TensorFlow.js' own, whatever costs less. */
export const isCapturing = (): boolean => isOn;

/** What the last kernel did, if it gave this. */
export const lastCaptured = (dataId: tf.DataId): CapturedRun | undefined => (last?.outputs[0] === dataId ? last : undefined);

/** Runs a kernel, captured where kernels are. */
export function captureKernel<Result>(run: () => Result): Result {
  if (!isOn) return run();
  current = new Capture();
  last = undefined;
  try {
    const result = run();
    last = current.end();
    return result;
  } finally {
    current = undefined;
  }
}
