// One process of a cluster, on the package as it is built: says as JSON what operations over all of them give it. workers.test.ts starts it.
// Arguments: ADDRESSES INDEX TIMEOUT WHAT, where WHAT is "work" or "lost"; then the last worker kills itself in the middle.
import { writeSync } from "node:fs";

import * as tf from "@tensorflow/tfjs-core";
import { joinWorkers, registerTensorFlowBackend, trace, WorkerLostError } from "@xception/tensorflow";

const [addresses = "", index = "", timeout = "", what = ""] = process.argv.slice(2);
registerTensorFlowBackend({
  threads: 1,
  cluster: { addresses: addresses.split(","), index: Number(index), timeoutSeconds: Number(timeout) },
});
await tf.setBackend("tensorflow");
const workers = joinWorkers();
const own = tf.tensor2d([[workers.index + 1, 2]]);
/** @param {tf.Tensor} tensor */
const numbers = (tensor) => Array.from(tensor.dataSync());

const traced = trace((/** @type {tf.Tensor} */ x) => [workers.mean(tf.mul(x, 2)), workers.sum(tf.square(x)), workers.broadcast(x)]);
/** Twice: the same recording finds its counterparts again. */
const rounds = [];
for (const round of [0, 1]) {
  if (what === "lost" && round === 1 && workers.index === workers.count - 1) process.kill(process.pid, "SIGKILL");
  try {
    rounds.push((await traced.elsewhere(tf.add(own, round))).map(numbers));
  } catch (error) {
    if (!(error instanceof WorkerLostError)) throw error;
    answer({ lost: error.message });
  }
}
const text = workers.index === 0 ? new TextEncoder().encode("from the first") : undefined;
// Another backend of TensorFlow.js current: numbers of the host go on as before.
const beside = async () => {
  tf.registerBackend("another", () => new tf.KernelBackend());
  await tf.setBackend("another");
  /** @param {() => unknown} work */
  const refused = (work) => {
    try {
      return work();
    } catch (error) {
      return error instanceof TypeError ? error.message : error;
    }
  };
  return {
    takesTensors: workers.takesTensors,
    sum: Array.from(await workers.sumNumbers(Float32Array.of(workers.index + 0.5, 2))),
    gathered: (await workers.gather(Float64Array.of(workers.index))).map((values) => [...values]),
    refused: refused(() => workers.mean(own)),
  };
};
answer({
  sum: numbers(workers.sum(own)),
  whole: numbers(workers.sum(tf.tensor1d([workers.index, 2 ** 24 + 1], "int32"))),
  mean: numbers(workers.mean(own)),
  broadcast: numbers(workers.broadcast(own)),
  rounds,
  gathered: (await workers.gather(Float64Array.of(workers.index + 0.1, 1e300))).map((values) => [...values]),
  shared: new TextDecoder().decode(await workers.share(text)),
  nothing: (await workers.share(new Uint8Array())).length,
  both: await Promise.all([1, 2].map(async (value) => [...(await workers.sumNumbers(Float32Array.of(value)))])),
  beside: await beside(),
});

/** @param {object} results @returns {never} */
function answer(results) {
  writeSync(1, JSON.stringify(results));
  process.exit(0);
}
