import { expect, it } from "vitest";

import { takeTurns, type Player } from "./take-turns.ts";

/** Takes the given times in turn, and writes down when; undefined is a failure. */
function player(name: string, times: readonly (number | undefined)[], log: string[]): Player {
  let run = 0;
  return {
    open: () => {
      log.push(`${name} opens`);
      return Promise.resolve({
        run: () => {
          log.push(name);
          const milliseconds = times[run++];
          return milliseconds === undefined
            ? Promise.reject(new Error(`${name} broke`))
            : Promise.resolve({ milliseconds, peakBytes: 10 * run });
        },
        end: () => log.push(`${name} ends`),
      });
    },
  };
}

it("lets all work in turns, forth and back, and gives medians without the first run", async () => {
  const log: string[] = [];
  const parts: number[] = [];
  const outcomes = await takeTurns([player("a", [100, 3, 1, 2], log), player("b", [50, 9, 8, 7], log)], 3, (part) => parts.push(part));
  expect(outcomes).toEqual([
    { firstMs: 100, medianMs: 2, peakBytes: 40 },
    { firstMs: 50, medianMs: 8, peakBytes: 40 },
  ]);
  expect(log.join(" ")).toBe("a opens a b opens b b a a b b a a ends b ends");
  expect(parts[0]).toBe(0);
  expect(parts.at(-1)).toBe(7 / 8);
});

it("goes on without one that does not start or breaks, and says why", async () => {
  const log: string[] = [];
  const absent: Player = { open: () => Promise.reject(new Error("there is none")) };
  const outcomes = await takeTurns([absent, player("b", [1, undefined], log), player("c", [1, 2, 3], log)], 2, () => undefined);
  expect(outcomes).toEqual(["there is none", "b broke", { firstMs: 1, medianMs: 3, peakBytes: 30 }]);
  expect(log.filter((entry) => entry === "b")).toHaveLength(2);
});
