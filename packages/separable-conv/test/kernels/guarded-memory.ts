// Guards around everything that is allocated in the wasm backend's memory: tensors and scratch.

/** A NaN of a pattern of its own: what reads it shows it, and what writes over it changes it. */
const guard = 0x7fc0dead;
const guardBytes = 64;

interface Memory {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(offset: number): void;
}

/** Watches a memory from now on. */
export class GuardedMemory {
  readonly #memory: Memory;
  readonly #malloc: Memory["_malloc"];
  readonly #free: Memory["_free"];
  readonly #sizes = new Map<number, number>();
  #touched = 0;

  constructor(memory: Memory) {
    // Emscripten puts both functions in place when they are first called.
    memory._free(memory._malloc(guardBytes));
    this.#memory = memory;
    this.#malloc = memory._malloc.bind(memory);
    this.#free = memory._free.bind(memory);
    memory._malloc = (bytes) => this.#allocate(bytes);
    memory._free = (offset) => {
      this.#release(offset);
    };
  }

  /** How many guards were written over so far; the memory is as it was before from now on, once all that is held is freed. */
  end(): number {
    for (const offset of this.#sizes.keys()) this.#check(offset);
    this.#memory._malloc = this.#malloc;
    return this.#touched;
  }

  /** What was allocated and not freed, in bytes. */
  get held(): number {
    return [...this.#sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  #allocate(bytes: number): number {
    const words = 4 * Math.ceil(bytes / 4);
    const start = this.#malloc(words + 2 * guardBytes) >>> 0;
    // The room itself too: what was never written must not be read.
    new Int32Array(this.#memory.HEAPU8.buffer, start, (words + 2 * guardBytes) / 4).fill(guard);
    this.#sizes.set(start + guardBytes, words);
    return start + guardBytes;
  }

  #release(offset: number): void {
    const at = offset >>> 0;
    if (!this.#sizes.has(at)) {
      this.#free(at);
      return;
    }
    this.#check(at);
    this.#sizes.delete(at);
    this.#free(at - guardBytes);
  }

  #check(at: number): void {
    const { buffer } = this.#memory.HEAPU8;
    const ends = [at - guardBytes, at + (this.#sizes.get(at) ?? 0)];
    if (ends.some((end) => new Int32Array(buffer, end, guardBytes / 4).some((word) => word !== guard))) this.#touched += 1;
  }
}
