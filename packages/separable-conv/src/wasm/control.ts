// What the threads that run one program share (assembly/program/control.ts has the fields in this order).

export interface Control {
  readonly threads: number;
  readonly program: number;
  readonly programBytes: number;
  /** Memory of each thread's own, one after the other. */
  readonly scratch: number;
  readonly scratchBytes: number;
  /** Zeros, as many as the widest pixel has bytes. */
  readonly zeros: number;
}

/** Bytes of the control. */
export const controlBytes = 64;

/** Words of the fields that are written here, by their place. */
const place = { threads: 3, runs: 4, program: 5, programEnd: 6, scratch: 7, scratchBytes: 8, zeros: 9, stopped: 10 } as const;

/** Writes what a run needs; no run may be under way. */
export function writeControl(buffer: ArrayBufferLike, at: number, control: Control): void {
  const words = new Int32Array(buffer, at, controlBytes / 4);
  words[place.threads] = control.threads;
  words[place.program] = control.program;
  words[place.programEnd] = control.program + control.programBytes;
  words[place.scratch] = control.scratch;
  words[place.scratchBytes] = control.scratchBytes;
  words[place.zeros] = control.zeros;
}

/** Sends threads that wait for work home. */
export function stopThreads(buffer: ArrayBufferLike, at: number): void {
  const words = new Int32Array(buffer, at, controlBytes / 4);
  Atomics.store(words, place.stopped, 1);
  Atomics.add(words, place.runs, 1);
  Atomics.notify(words, place.runs);
}
