// What a step of several processes costs besides one's: each has a thread and a batch of its own, on TensorFlow. Beside one process alone
// and several that train together, with and without statistics over all, stand as many that do not know of each other: what they are slower
// by, they are because they share a machine's memory, not because they talk. They take turns.
// Run: pnpm --filter @xception/training bench:workers [--networks xception-mnist,xception] [--workers 2] [--sizes 96] [--batches 0] [--rounds 15] [--json]
import { benchOptions, createReport, interleave } from "@xception/testing/bench";

import { startGroup } from "./workers/group.js";

/**
 * Images of a process' batch, unless others are asked for; steps of a turn; and how often fewer turns are enough.
 *
 * @type {Readonly<Record<string, { batch: number, steps: number, fewer: number }>>}
 */
const networks = { "xception-mnist": { batch: 64, steps: 10, fewer: 1 }, xception: { batch: 8, steps: 1, fewer: 3 } };

const options = benchOptions({ networks: Object.keys(networks).join(), workers: "2", sizes: "96", batches: "0", rounds: "15" });
const report = createReport("A step of several processes on TensorFlow, a thread each, SGD with momentum; medians of turns", options);

for (const network of options.networks)
  for (const workers of options.workers.map(Number))
    for (const size of network === "xception" ? options.sizes.map(Number) : [28]) {
      const chosen = networks[network];
      if (!chosen) throw new Error(`[workers] there is no network "${network}". Choose among ${Object.keys(networks).join(", ")}.`);
      const { steps, fewer } = chosen;
      for (const asked of options.batches.map(Number))
        await compare({ network, size, steps, batch: asked || chosen.batch, workers, fewer });
    }
report.finish();

/** @param {{ network: string, size: number, steps: number, batch: number, workers: number, fewer: number }} what */
async function compare({ network, size, steps, batch, workers, fewer }) {
  const kinds = /** @type {const} */ ([
    ["one process", 1, "alone"],
    [`${workers} that do not talk`, workers, "alone"],
    [`${workers} together`, workers, "together"],
    [`${workers} together, statistics of all`, workers, "statistics"],
  ]);
  const groups = [];
  for (const [name, count, together] of kinds) groups.push(await startGroup(name, { network, batch, size, steps, count, together }));
  await interleave(groups, { rounds: Math.max(3, Math.round(Number(options.rounds[0]) / fewer)), warmUp: 0 });
  const [alone] = groups.map(({ times }) => medianOf(times));
  for (const { name, times, sent, end } of groups) {
    const milliseconds = medianOf(times);
    report.add({
      ...{ network, size, batch, of: name, "ms a step": milliseconds },
      overhead: milliseconds / (alone ?? NaN) - 1,
      messages: sent?.messages ?? 0,
      "MB a step": (sent?.bytes ?? 0) / 1e6,
    });
    end();
  }
}

/** The median of the later two thirds, by when memory is in place. @param {readonly number[]} times */
function medianOf(times) {
  const later = times.slice(Math.floor(times.length / 3)).toSorted((a, b) => a - b);
  return later[later.length >> 1] ?? NaN;
}
