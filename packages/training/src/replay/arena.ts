/** Bytes of a line of the cache, at which buffers begin. */
const line = 64;

export const nextLine = (bytes: number): number => line * Math.ceil(bytes / line);

/** Hands out parts of a memory whose size comes out at the end, the lowest that is free first. */
export class Arena {
  /** What is free below the end, in order. */
  readonly #gaps: { from: number; end: number }[] = [];
  readonly #taken = new Map<number, number>();
  #end = 0;

  /** Bytes that the memory has to have. */
  get bytes(): number {
    return this.#end;
  }

  /** Where so many bytes are, from the start of the memory. */
  take(bytes: number): number {
    const size = Math.max(line, nextLine(bytes));
    const gap = this.#gaps.find(({ from, end }) => end - from >= size);
    const from = gap?.from ?? this.#end;
    if (gap) gap.from += size;
    else this.#end += size;
    this.#taken.set(from, size);
    return from;
  }

  /** Gives back what was taken there. */
  give(from: number): void {
    const end = from + (this.#taken.get(from) ?? 0);
    this.#taken.delete(from);
    const next = this.#gaps.findIndex((gap) => gap.from >= end);
    const place = next < 0 ? this.#gaps.length : next;
    this.#gaps.splice(place, 0, { from, end });
    for (const index of [place, place - 1]) {
      const [gap, following] = [this.#gaps[index], this.#gaps[index + 1]];
      if (gap && following && gap.end >= following.from) this.#gaps.splice(index, 2, { from: gap.from, end: following.end });
    }
  }
}
