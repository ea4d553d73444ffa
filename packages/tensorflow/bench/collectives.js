// What messages between processes of this machine cost, within a traced function: the mean of one tensor of each size, and of many small
// ones, each in a message of its own or all in one. They take turns.
// Run: pnpm --filter @xception/tensorflow bench:collectives [--workers 2] [--sizes 4096,65536,1048576,16777216,67108864] [--small 4096] [--many 100] [--rounds 9] [--json]
import { fileURLToPath } from "node:url";

import { freeAddresses } from "@xception/tensorflow";
import { benchOptions, createReport, forkTogether, interleave } from "@xception/testing/bench";

const defaults = { workers: "2", sizes: "4096,65536,1048576,16777216,67108864", small: "4096", many: "100", rounds: "9" };
const options = benchOptions(defaults);
const report = createReport("The mean of tensors over processes of one machine, medians of turns", options);
/** So that a turn takes some milliseconds, whatever the size. @param {number} bytes */
const timesFor = (bytes) => Math.max(1, Math.min(50, Math.round(2e6 / bytes)));

for (const count of options.workers.map(Number)) {
  const { ask, end } = await startWorkers(count);
  const alone = options.sizes.map(Number).map((bytes) => ({ bytes, messages: 1, joined: false }));
  const many = options.many.map(Number).flatMap((messages) =>
    options.small.map(Number).flatMap((bytes) => [
      { bytes, messages, joined: false },
      { bytes, messages, joined: true },
    ]),
  );
  /** @type {Map<string, number[]>} */
  const measured = new Map();
  const contestants = [...alone, ...many].map(({ bytes, messages, joined }) => {
    const name = `${messages} of ${bytes} bytes${joined ? ", joined" : ""}`;
    const times = timesFor(bytes * messages);
    const run = async () => {
      measured.set(name, [...(measured.get(name) ?? []), await ask({ floats: bytes / 4, messages, joined, times })]);
    };
    return { name, run, bytes: bytes * messages };
  });
  await interleave(contestants, { rounds: Number(options.rounds[0]) });
  for (const { name, bytes } of contestants) {
    const times = (measured.get(name) ?? []).toSorted((a, b) => a - b);
    const milliseconds = times[times.length >> 1] ?? NaN;
    // What each process sends in a ring: all but its own part, twice.
    const sent = ((2 * (count - 1)) / count) * bytes;
    report.add({ workers: count, what: name, ms: milliseconds, "MB/s sent by each": sent / milliseconds / 1000 });
  }
  end();
}
report.finish();

/** @param {number} count */
async function startWorkers(count) {
  const addresses = (await freeAddresses(count)).join();
  const program = fileURLToPath(new URL("collectives-worker.js", import.meta.url));
  const calls = Array.from({ length: count }, (_, index) => [addresses, String(index)]);
  const { ask, end } = await forkTogether("collectives", program, calls);
  return {
    /** Milliseconds of the slowest. @param {import("node:child_process").Serializable} work */
    ask: async (work) => Math.max(...(await ask(work)).map(Number)),
    end,
  };
}
