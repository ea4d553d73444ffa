// A step of training on the wasm backend: the network of the MNIST recipe, and the whole Xception on small images. With --against also as
// another checkout of this repository does it, such as one of an earlier commit; it must be built, and runs one thread where it knows no
// others. They take turns.
// Run: pnpm --filter @xception/training bench:training-step [--networks xception-mnist,xception] [--rounds 15] [--threads 1] [--against FOLDER] [--json]
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { benchOptions, createReport, interleave } from "@xception/testing/bench";

/**
 * Images a step; steps of a turn, one after the other as in training, of which the first finds the caches as another session left them and
 * threads asleep; and how often fewer turns are enough.
 *
 * @type {Readonly<Record<string, { batch: number, steps: number, fewer: number }>>}
 */
const networks = { "xception-mnist": { batch: 64, steps: 10, fewer: 1 }, xception: { batch: 8, steps: 2, fewer: 3 } };
const here = "this checkout";

const options = benchOptions({ networks: Object.keys(networks).join(","), rounds: "15", threads: "1", against: "" });
const report = createReport(
  "A step of training on wasm, SGD with momentum and Polyak averaging; medians of steps, some at a time in turns",
  options,
);

for (const network of options.networks) {
  const chosen = networks[network];
  if (!chosen) throw new Error(`[training-step] there is no network "${network}". Choose among ${Object.keys(networks).join(", ")}.`);
  const { batch, steps, fewer } = chosen;
  const threads = options.threads.map(Number);
  const sessions = [];
  for (const count of threads) sessions.push(await startSession(nameOf(here, count), { network, batch, steps, threads: count }));
  for (const folder of options.against) {
    if (folder !== "") sessions.push(await startSession(folder, { network, batch, steps, threads: 1, folder }));
  }
  await interleave(sessions, { rounds: Math.max(3, Math.round(Number(options.rounds[0]) / fewer)) });
  const times = new Map(sessions.map((session) => [session.name, session.times]));
  /** @param {string} name */
  const median = (name) => medianOf(times.get(name) ?? []);
  for (const { name, multiplyAdds, end } of sessions) {
    report.add({
      network,
      batch,
      of: name,
      "ms a step": median(name),
      "images/s": (1000 * batch) / median(name),
      // Going back multiplies twice as often as going forward: for the gradients of what came in, and of the weights.
      "GFLOP/s": (2 * 3 * multiplyAdds * batch) / median(name) / 1e6,
      "times as long": median(name) / median(nameOf(here, threads[0] ?? 1)),
    });
    end();
  }
}
report.finish();

/** @param {string} of @param {number} threads */
function nameOf(of, threads) {
  return `${of}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
}

/** @param {string} name @param {{ network: string, batch: number, steps: number, threads: number, folder?: string }} of */
async function startSession(name, { network, batch, steps, threads, folder = "" }) {
  const child = fork(fileURLToPath(new URL("training-steps.js", import.meta.url)), [network, String(batch), String(threads), folder]);
  const failed = once(child, "exit").then(() => {
    throw new Error(`[training-step] the session of ${name} ended early. Its own words stand above.`);
  });
  failed.catch(() => undefined); // it also ends when it is told to
  /** @returns {Promise<unknown[]>} */
  const answer = () => Promise.race([once(child, "message"), failed]);
  const [multiplyAdds] = await answer();
  /** Milliseconds of each step. */
  const times = /** @type {number[]} */ ([]);
  const run = async () => {
    child.send(steps);
    const [milliseconds] = /** @type {[number[]]} */ (await answer());
    times.push(...milliseconds);
  };
  return { name, run, times, multiplyAdds: Number(multiplyAdds), end: () => child.kill() };
}

/** The median of the later two thirds, by when the engine has compiled what runs often. @param {readonly number[]} times */
function medianOf(times) {
  const later = times.slice(Math.floor(times.length / 3)).toSorted((a, b) => a - b);
  return later[later.length >> 1] ?? NaN;
}
