// One way to run Xception on TensorFlow, in a process of its own: works once for each line that comes in, and answers with a line of JSON.
// bench/tensorflow.js starts it. Arguments: MODE WORK BATCH THREADS SIZE
import { startBackend } from "@xception/backends/node";
import { compile, initialise, traced } from "@xception/network";
import { deviceVariable, everyCall, registerTensorFlowBackend, trace } from "@xception/tensorflow";
import { answerLines } from "@xception/testing/bench";
import { createSession } from "@xception/training";
import { buildXception } from "@xception/xception";

const [mode = "", work = "", ...numbers] = process.argv.slice(2);
const [batch = 1, threads = 1, size = 299] = numbers.map(Number);
const precision = mode.endsWith("bfloat16") ? "bfloat16" : "float32";
registerTensorFlowBackend({ threads });
await startBackend("tensorflow");
const network = buildXception({ inputSize: size });
const images = {
  shape: [batch, size, size, 3],
  data: Float32Array.from({ length: batch * size * size * 3 }, (_, index) => Math.sin(index)),
};
const run = await prepare();

await answerLines(run);

/** @returns {Promise<() => Promise<unknown>>} */
async function prepare() {
  const isTraced = mode.startsWith("traced");
  if (work === "predict") {
    const rewrite = precision !== "float32"; // as the command has it, on a processor
    const executor = isTraced ? traced((fn) => trace(fn, { precision, rewrite })) : "interpret";
    const executable = await compile(network, initialise(network, { seed: 1 }), { executor });
    return () => executable.run(images);
  }
  const session = createSession({
    network,
    parameters: initialise(network, { seed: 1 }), // held by nobody else, as Keras holds them once
    loss: "softmaxCrossEntropy",
    optimizer: { kind: "sgd", momentum: 0.9 },
    schedule: { kind: "constant", rate: 0.01 },
    ...(isTraced && { compiler: { trace: (fn) => trace(fn, { precision }), everyCall, variable: deviceVariable } }),
  });
  const labels = Int32Array.from({ length: batch }, (_, index) => index);
  return () => session.step({ images, labels });
}
