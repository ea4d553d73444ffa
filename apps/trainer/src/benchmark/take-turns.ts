// Contestants work in turns, so that a busy moment of the machine meets all of them. Every other round goes backwards: nobody always comes
// after the same one and finds the caches as that one left them.
import type { Seat } from "./seat.ts";
import type { Measurement } from "./task.ts";

/** What became of one contestant. */
export interface Outcome {
  /** With what was recorded or compiled for it. */
  readonly firstMs: number;
  readonly medianMs: number;
  readonly peakBytes: number;
}

export interface Player {
  /** Starts it. */
  readonly open: () => Promise<Seat>;
}

/** Milliseconds in which threads of the one before come to rest. */
const pause = 20;

/**
 * Each is started, works once, and then once a round. One that fails takes no further part.
 *
 * @param rounds  that are counted
 * @param show    called after each run with the part that is done
 * @returns       for each its outcome, or why it has none
 */
export async function takeTurns(
  players: readonly Player[],
  rounds: number,
  show: (fraction: number) => void,
): Promise<readonly (Outcome | string)[]> {
  const seats: (Seat | undefined)[] = players.map(() => undefined);
  const measured: Measurement[][] = players.map(() => []);
  const problems: (string | undefined)[] = players.map(() => undefined);
  let runs = 0;
  const attempt = async (index: number): Promise<void> => {
    show(runs++ / (players.length * (rounds + 1)));
    if (problems[index] !== undefined) return;
    try {
      const seat = (seats[index] ??= await players[index]?.open());
      await new Promise((resume) => setTimeout(resume, pause));
      if (seat) measured[index]?.push(await seat.run());
    } catch (error) {
      problems[index] = error instanceof Error ? error.message : String(error);
      seats[index]?.end();
    }
  };
  try {
    for (let round = 0; round <= rounds; round++) {
      const order = [...players.keys()];
      for (const index of round % 2 === 0 ? order : order.reverse()) await attempt(index);
    }
  } finally {
    for (const seat of seats) seat?.end();
  }
  return players.map((_, index) => problems[index] ?? summarise(measured[index] ?? []));
}

function summarise([first, ...counted]: readonly Measurement[]): Outcome {
  const sorted = counted.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    firstMs: first?.milliseconds ?? NaN,
    medianMs: sorted[sorted.length >> 1] ?? NaN,
    peakBytes: Math.max(...[first, ...counted].map((measurement) => measurement?.peakBytes ?? 0)),
  };
}
