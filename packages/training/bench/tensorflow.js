// The whole Xception on TensorFlow: a step of training and a prediction, traced and operation by operation, and as Keras does them on the
// same library where --python names a Python that has it; --onnx names a folder that has onnxruntime-node, for predictions. Each in a
// process of its own; they take turns. Predictions in bfloat16 are also held to those in float32 (bfloat16-error.js of @xception/xception).
// Run: pnpm --filter @xception/training bench:tensorflow [--works step,predict] [--batches 4] [--threads 2] [--size 299] [--rounds 7]
//      [--modes traced,traced bfloat16,operation by operation] [--python PATH] [--onnx PATH] [--json]
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { benchOptions, createReport } from "@xception/testing/bench";

/** @typedef {{ milliseconds: number, processorMilliseconds: number, peakMegabytes: number }} Measurement */

const defaults = {
  works: "step,predict",
  modes: "traced,traced bfloat16,operation by operation",
  batches: "4",
  threads: "2",
  size: "299",
  rounds: "7",
  python: "",
  onnx: "",
};
const options = benchOptions(defaults);
const report = createReport("Xception on TensorFlow, medians of turns; processor ms are those of all threads together", options);
const size = options.size.join();
const python = options.python.join();
const onnx = options.onnx.join();
const rounds = Number(options.rounds[0]);
const here = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));

for (const work of options.works)
  for (const threads of options.threads)
    for (const batch of options.batches) {
      const ours = options.modes.map((mode) =>
        start(mode, process.execPath, [here("tensorflow-contestant.js"), mode, work, batch, threads, size]),
      );
      const keras = python === "" ? [] : [start("Keras", python, [here("keras_contestant.py"), work, batch, threads, size])];
      const others =
        onnx === "" || work !== "predict"
          ? []
          : [start("onnxruntime-node", process.execPath, [here("../../xception/bench/onnx-contestant.js"), onnx, batch, threads, size])];
      await compare([...ours, ...keras, ...others], { work, batch: Number(batch), threads: Number(threads) });
    }
if (options.works.includes("predict") && options.modes.includes("traced bfloat16"))
  for (const [of, { error, same, images }] of Object.entries(errorsOfBfloat16()))
    report.add({
      work: "bfloat16 against float32",
      of,
      "largest error, % of the largest output": 100 * error,
      "same first class": same,
      images,
    });
report.finish();

/** @param {ReturnType<typeof start>[]} contestants @param {Record<string, string | number>} what */
async function compare(contestants, what) {
  const inARow = what["work"] === "predict" ? 5 : 1; // threads that slept since the last turn take their time to wake
  /** @type {Map<string, Measurement[]>} */
  const measured = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++)
    for (const { name, run } of round % 2 === 0 ? contestants : contestants.toReversed())
      for (let again = 0; again < inARow; again++) measured.get(name)?.push(await run());
  for (const [name, [first, ...others]] of measured) {
    report.add({
      ...what,
      of: name,
      "first ms": first?.milliseconds ?? null,
      ms: median(others.map(({ milliseconds }) => milliseconds)),
      "processor ms": median(others.map(({ processorMilliseconds }) => processorMilliseconds)),
      "peak MB": Math.max(...others.map(({ peakMegabytes }) => peakMegabytes)),
    });
  }
  for (const { end } of contestants) end();
}

function errorsOfBfloat16() {
  const args = [here("../../xception/bench/bfloat16-error.js"), options.threads[0] ?? "1", size];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status !== 0) throw new Error("[bench] bfloat16-error.js ended early. Its own words stand above.");
  /** @type {Record<string, { error: number, same: number, images: number }>} */
  const errors = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}");
  return errors;
}

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
}

/**
 * A process that works when it is sent a line, and answers with a line of what it took.
 *
 * @param {string} name @param {string} program @param {readonly string[]} args
 */
function start(name, program, args) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** @returns {Promise<Measurement>} */
  const run = async () => {
    child.stdin.write("\n");
    for (;;) {
      const { value, done } = /** @type {IteratorResult<string, undefined>} */ (await lines.next());
      if (done) throw new Error(`[bench] ${name} ended early. Its own words stand above.`);
      if (!value.startsWith("{")) continue;
      /** @type {Measurement} */
      const measurement = JSON.parse(value);
      return measurement;
    }
  };
  return { name, run, end: () => child.kill() };
}
