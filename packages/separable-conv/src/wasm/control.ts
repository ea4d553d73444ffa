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

/** Bytes of the control for so many threads: a line of the cache, and one for each of them. */
export const controlBytes = (threads: number): number => lineBytes * (1 + threads);

/** Bytes of a line of the cache. */
export const lineBytes = 64;

/** The first address from this one on, or number of bytes, that is of whole lines of the cache: controls lie at such addresses. */
export const nextLine = (address: number): number => lineBytes * Math.ceil(address / lineBytes);

/** Words of the fields that are written here, by their place. */
const place = { threads: 0, runs: 1, program: 2, programEnd: 3, scratch: 4, scratchBytes: 5, zeros: 6, stopped: 7 } as const;

/** Writes what a run needs; no run may be under way. */
export function writeControl(buffer: ArrayBufferLike, at: number, control: Control): void {
  const words = new Int32Array(buffer, at, lineBytes / 4);
  words[place.threads] = control.threads;
  words[place.program] = control.program;
  words[place.programEnd] = control.program + control.programBytes;
  words[place.scratch] = control.scratch;
  words[place.scratchBytes] = control.scratchBytes;
  words[place.zeros] = control.zeros;
}

/** Sends threads that wait for work home. */
export function stopThreads(buffer: ArrayBufferLike, at: number): void {
  const words = new Int32Array(buffer, at, lineBytes / 4);
  Atomics.store(words, place.stopped, 1);
  Atomics.add(words, place.runs, 1);
  Atomics.notify(words, place.runs);
}
