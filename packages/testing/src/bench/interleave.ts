// Times of things that do the same, taken in turns, so that a busy moment of the machine meets all of them.

/** One of those that are compared. */
export interface Contestant {
  readonly name: string;
  /** What is timed; a promise is waited for. */
  readonly run: () => unknown;
  /** Whether `run` gives its milliseconds itself, as what runs in a page does. */
  readonly timesItself?: boolean;
  /** What has to be in place first, not timed. */
  readonly before?: () => unknown;
}

/** Wall-clock times of one contestant, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly fastest: number;
}

export interface Rounds {
  /** Times each contestant runs. */
  readonly rounds: number;
  /** Times each runs before its times count; default 2. */
  readonly warmUp?: number;
  /** Milliseconds between two runs, in which threads that still spin come to rest; default 5. */
  readonly pause?: number;
}

/**
 * Runs all contestants in turns and gives the times of each by its name. Every other round goes backwards, so that nobody always comes after
 * the same one and finds the caches as that one left them.
 */
export async function interleave(
  contestants: readonly Contestant[],
  { rounds, warmUp = 2, pause = 5 }: Rounds,
): Promise<ReadonlyMap<string, Timing>> {
  const times = contestants.map(() => new Array<number>());
  for (let round = -warmUp; round < rounds; round += 1) {
    const turns = [...contestants.entries()];
    for (const [index, { run, before, timesItself = false }] of round % 2 === 0 ? turns : turns.reverse()) {
      await before?.();
      await new Promise((resume) => setTimeout(resume, pause));
      const start = performance.now();
      const result = await run();
      if (round >= 0) times[index]?.push(timesItself ? (result as number) : performance.now() - start);
    }
  }
  return new Map(contestants.map(({ name }, index) => [name, summarise(times[index] ?? [])]));
}

function summarise(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? NaN, fastest: sorted[0] ?? NaN };
}
