// How long a step of many processes would take, from what was measured of two: a model, no measurement. Xception at 299 pixels, a batch of 4
// and a core for each process. What it takes to be so:
// - a gradient is there when the backward pass, two thirds of a step, has come to its node; gradients go as a session sends them;
// - a message's bytes go 2(n-1)/n times through each process' link, one message after the other, in 2(n-1) hops; rings of rings have as many
//   bytes and fewer hops; the link works while the processor computes;
// - the processor that computes also makes the messages: so much for a megabyte, and so much for each hop of each message. That is why two
//   processes of one machine are slower together than beside each other.
// Run: pnpm --filter @xception/training bench:scale [--workers 8,64,512] [--gigabits 1,10,25,100] [--step 2423] [--processor 1] [--json]
//      where --step is milliseconds of one process, and --processor the share of a message's work that delays the computation
import { cost, parameterSpecs } from "@xception/network";
import { benchOptions, createReport } from "@xception/testing/bench";
import { buildXception } from "@xception/xception";

/** Measured on two cores of an AMD EPYC (READMEs of this package and of @xception/tensorflow), in milliseconds. */
const measured = {
  /** For a megabyte that a process sends: what two together took longer than two that do not talk, by the megabytes of a step. */
  megabyte: (2775 - 2493) / 91.6,
  /** For a hop of a message: 40 messages of 4 kB between two processes took 16.3. */
  hop: 16.3 / 40 / 2,
  /** To choose one in a hundred of 22.9 million values by TensorFlow's TopKV2. */
  largest: 515,
};
/** From one machine to the next and through gRPC at both, in milliseconds: assumed. */
const latency = 0.1;
const members = 8; // of an inner ring
const kept = 0.01; // of the values, where only the largest are sent

const options = benchOptions({ workers: "8,64,512", gigabits: "1,10,25,100", step: "2423", processor: "1" });
const report = createReport("Milliseconds of a step of Xception at 299 pixels, as modelled", options);
const step = Number(options.step[0]);
const share = Number(options.processor[0]);
const [gradients, values] = readyGradients();

for (const n of options.workers.map(Number))
  for (const gigabits of options.gigabits.map(Number)) {
    const flat = { hops: 2 * (n - 1), bytesTimes: (2 * (n - 1)) / n };
    const rings = { hops: n <= members ? flat.hops : 2 * (members - 1 + n / members - 1), bytesTimes: flat.bytesTimes };
    const sent = joinSmall(n);
    const everything = [{ ready: 1, bytes: 4 * values }];
    // Everybody gets everybody's places and values; there is no sum on the way.
    const largest = [{ ready: 1, bytes: 8 * kept * values }];
    report.add({
      workers: n,
      "Gbit/s": gigabits,
      messages: sent.length,
      "as it is": simulate(sent, flat, gigabits),
      "each by itself": simulate(gradients, flat, gigabits),
      "all in one": simulate(everything, flat, gigabits),
      "rings of rings": simulate(sent, rings, gigabits),
      "rings, 16 bits": simulate(halve(sent), rings, gigabits),
      "largest 1 %": simulate(largest, { hops: n - 1, bytesTimes: n - 1 }, gigabits, share * measured.largest),
    });
  }
report.finish();

/**
 * Milliseconds of a step.
 *
 * @param {readonly { ready: number, bytes: number }[]} messages  in the order of their times, as shares of a step
 * @param {{ hops: number, bytesTimes: number }} way
 * @param {number} gigabits @param {number} [more]  work of the processor besides
 */
function simulate(messages, { hops, bytesTimes }, gigabits, more = 0) {
  const megabytes = (bytesTimes * messages.reduce((sum, { bytes }) => sum + bytes, 0)) / 1e6;
  const busy = step + share * (measured.megabyte * megabytes + measured.hop * hops * messages.length) + more;
  let free = 0;
  for (const { ready, bytes } of messages) free = Math.max(free, ready * busy) + (8 * bytesTimes * bytes) / gigabits / 1e6;
  return Math.round(Math.max(busy, free + latency * hops));
}

/** When the backward pass has each gradient, as a share of a step, and its bytes; and how many values there are. @returns {[{ ready: number, bytes: number }[], number]} */
function readyGradients() {
  const network = buildXception({ classes: 1000 });
  const { nodes, total } = cost(network);
  let sum = 0;
  const found = [...parameterSpecs(network)]
    .filter(([name]) => !name.includes("/moving_"))
    .reverse()
    .map(([name, { shape }]) => ({ node: name.slice(0, name.lastIndexOf("/")), bytes: 4 * shape.reduce((a, b) => a * b, 1) }));
  const seen = new Set();
  const ready = found.map(({ node, bytes }) => {
    if (!seen.has(node)) sum += nodes.get(node) ?? 0;
    seen.add(node);
    return { ready: 1 / 3 + ((2 / 3) * sum) / total, bytes };
  });
  return [ready, ready.reduce((all, { bytes }) => all + bytes / 4, 0)];
}

/** As a session sends them: see src/workers/mean-over-workers.ts. @param {number} n */
function joinSmall(n) {
  const small = (/** @type {{ bytes: number }} */ { bytes }) => bytes <= 2 ** 17 * n;
  const joined = gradients.filter(small).reduce((sum, { bytes }) => sum + bytes, 0);
  return [...gradients.filter((gradient) => !small(gradient)), { ready: 1, bytes: joined }];
}

/** @param {readonly { ready: number, bytes: number }[]} messages */
function halve(messages) {
  return messages.map(({ ready, bytes }) => ({ ready, bytes: bytes / 2 }));
}
