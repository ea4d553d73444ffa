// Kernels that a backend can run one after the other as one program, without JavaScript between them. A kernel runs as ever while it is
// captured; what it did can then be done again on other tensors.
import * as tf from "@tensorflow/tfjs-core";

/** A word of a task that is an address. */
export interface Reference {
  readonly word: number;
  /** What it points into: a tensor's data, or one of the run's rooms by number. */
  readonly of: tf.DataId | number;
  /** Bytes from there. */
  readonly offset: number;
}

/** What a kernel did. */
export interface CapturedRun {
  /** The data of what it gave, in order. */
  readonly outputs: readonly tf.DataId[];
  /** The words of its tasks, one after the other. */
  readonly words: Int32Array;
  readonly references: readonly Reference[];
  /** Bytes of memory that it had for itself. */
  readonly rooms: readonly number[];
  /** Bytes of memory that each thread had for itself. */
  readonly scratchBytes: number;
  /** Bytes of the widest pixel that it read where an image has none. */
  readonly widestPixel: number;
}

export interface Program {
  /** Address of its words, and their bytes. */
  readonly at: number;
  readonly bytes: number;
  /** Address of scratchBytes for each thread. */
  readonly scratch: number;
  readonly scratchBytes: number;
  readonly widestPixel: number;
}

export interface ProgramHost {
  readonly threads: number;
  /** Whether what was captured still fits: threads and kernels are those that it was made by. */
  readonly isCurrent: () => boolean;
  /** Captures what kernels do while `body` runs. */
  capture<Result>(body: () => Result): Result;
  /** What the kernel did that was the last to run, if it gave this; undefined where that cannot be done again so. */
  captured(dataId: tf.DataId): CapturedRun | undefined;
  /** Memory of so many bytes, as a vector. */
  room(bytes: number): tf.TensorInfo;
  addressOf(dataId: tf.DataId): number;
  /** Data that lies at an address, of memory that is another's; to be released, not disposed of. */
  dataAt(address: number, shape: readonly number[]): tf.DataId;
  release(dataId: tf.DataId): void;
  /** The memory as words; a view that does not outlive the next allocation. */
  words(): Int32Array;
  run(program: Program): void;
}

const hosts = new Map<string, (backend: tf.KernelBackend) => ProgramHost>();

/** Says how programs run on a backend of this name. */
export function registerProgramHost(backendName: string, hostOf: (backend: tf.KernelBackend) => ProgramHost): void {
  hosts.set(backendName, hostOf);
}

/** What runs programs on the current backend as it is now; undefined where kernels run one by one. */
export const programHost = (): ProgramHost | undefined => hosts.get(tf.getBackend())?.(tf.backend());
