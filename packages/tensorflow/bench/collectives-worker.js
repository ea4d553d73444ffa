// One of the processes of bench/collectives.js. Each message names a work, { floats, messages, joined, times }, and is answered by the
// milliseconds that one time of it took. Arguments: ADDRESSES INDEX
import * as tf from "@tensorflow/tfjs-core";
import { joinWorkers, registerTensorFlowBackend, trace } from "@xception/tensorflow";

const [addresses = "", index = ""] = process.argv.slice(2);
registerTensorFlowBackend({ threads: 1, cluster: { addresses: addresses.split(","), index: Number(index), timeoutSeconds: 100 } });
await tf.setBackend("tensorflow");
const workers = joinWorkers();

/** @typedef {{ floats: number, messages: number, joined: boolean, times: number }} Work */
/** @type {Map<string, import("@xception/tensorflow").Traced<tf.Tensor[], tf.Tensor[]>>} */
const recorded = new Map();

process.on("message", (work) => {
  void run(/** @type {Work} */ (work)).then((milliseconds) => process.send?.(milliseconds));
});
/** @param {Work} work */
async function run(work) {
  const { floats, messages, joined, times } = work;
  const tensors = Array.from({ length: messages }, () => tf.keep(tf.fill([floats], 1)));
  const key = JSON.stringify([floats, messages, joined]);
  const known = recorded.get(key);
  const traced = known ?? trace(joined ? reduceJoined : reduceEach);
  recorded.set(key, traced);
  if (!known) tf.dispose(await traced.elsewhere(...tensors));
  const start = performance.now();
  for (let time = 0; time < times; time += 1) tf.dispose(await traced.elsewhere(...tensors));
  const milliseconds = (performance.now() - start) / times;
  tf.dispose(tensors);
  return milliseconds;
}

/** Each tensor in a message of its own. @param {tf.Tensor[]} tensors @returns {tf.Tensor[]} */
function reduceEach(...tensors) {
  return tensors.map((x) => workers.mean(x));
}

/** All in one message. @param {tf.Tensor[]} tensors @returns {tf.Tensor[]} */
function reduceJoined(...tensors) {
  const mean = workers.mean(tf.concat(tensors));
  return tf.split(
    mean,
    tensors.map(({ size }) => size),
  );
}
process.send?.("ready");
