// One of several processes that train together, on the packages as they are built: says as JSON what it ended with. workers.test.ts starts
// it. Arguments: FILE ADDRESSES INDEX, where FILE holds a TogetherTask as JSON.
import { readFileSync, writeSync } from "node:fs";

import { startBackend } from "@xception/backends/node";
import { initialise } from "@xception/network";
import { deviceVariable, everyCall, joinWorkers, startTensorFlow, trace } from "@xception/tensorflow";
import { createSession, evaluate, fit, synchronise } from "@xception/training";

const [file = "", list = "", number = ""] = process.argv.slice(2);
/** @type {import("./together-task.ts").TogetherTask} */
const task = JSON.parse(readFileSync(file, "utf8"));
const [addresses, index] = [list.split(","), Number(number)];
startTensorFlow({ threads: 1, cluster: { addresses, index, timeoutSeconds: 200 } });
await startBackend(task.backend);
const workers = joinWorkers();
/** @type {import("@xception/training").StepCompiler} */
const traced = { trace: (fn) => trace(fn), everyCall, variable: deviceVariable };

/** This process' images of a batch. @param {import("./together-task.ts").TaskBatch} batch */
function partOf({ shape, data, labels }) {
  const [size = 0, ...image] = shape;
  const [from, to] = [index, index + 1].map((place) => (place * size) / workers.count);
  const values = data.length / size;
  return {
    images: { shape: [(to ?? 0) - (from ?? 0), ...image], data: Float32Array.from(data.slice((from ?? 0) * values, (to ?? 0) * values)) },
    labels: Int32Array.from(labels.slice(from, to)),
  };
}

const results = [];
for (const { options, stopAt, compiler = task.backend === "tensorflow" ? traced : undefined } of task.cases) {
  // Every process begins with parameters of its own, and gets those of the first.
  const parameters = initialise(task.network, { seed: 7 + index });
  const session = createSession({ ...options, network: task.network, parameters, compiler, workers });
  await synchronise(session);
  const controller = new AbortController();
  /** @type {object[]} */
  const steps = [];
  const { position, finished } = await fit(session, {
    async *batches(_epoch, start) {
      for (const batch of task.batches.slice(start)) yield await Promise.resolve(partOf(batch));
    },
    epochs: 2,
    stepsPerEpoch: task.batches.length,
    signal: controller.signal,
    onStep({ step, loss, accuracy }) {
      steps.push([step, loss, accuracy]);
      // Only the last process wants to stop.
      if (step === stopAt && index === workers.count - 1) controller.abort();
    },
  });
  const { size, loss, top1, confusion } = await evaluate(session, task.batches.map(partOf), { workers });
  const { progress, ...state } = await session.state();
  const arrays = Object.entries(state).flatMap(([kind, found]) => [...found].map(([name, { data }]) => [`${kind}/${name}`, [...data]]));
  session.dispose();
  results.push({ position, finished, steps, progress, arrays, evaluation: { size, loss, top1, confusion } });
}
writeSync(1, JSON.stringify(results));
process.exit(0);
