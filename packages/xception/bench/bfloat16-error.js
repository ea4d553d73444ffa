// What bfloat16 changes of a prediction on TensorFlow, against float32: of the whole Xception with lively parameters, and of the published
// kitchenware model on its photos where scripts/real-models.sh brought them. The bench of @xception/training on TensorFlow starts it.
// Arguments: THREADS SIZE
import { existsSync, readdirSync } from "node:fs";

import { startBackend } from "@xception/backends/node";
import { compile, traced } from "@xception/network";
import { registerTensorFlowBackend, trace } from "@xception/tensorflow";
import { realModelPath } from "@xception/testing";
import { largestDifference } from "@xception/testing/bench";
import { buildXception, Xception } from "@xception/xception";

import { livelyImages } from "./lively-images.js";
import { livelyParameters } from "./lively-parameters.js";

const [threads = 1, size = 299] = process.argv.slice(2).map(Number);
const batch = 4;
registerTensorFlowBackend({ threads });
await startBackend("tensorflow");
const precisions = /** @type {const} */ (["float32", "bfloat16"]);
const modelPath = realModelPath("kitchenware/model.keras");
console.log(JSON.stringify({ network: await ofNetwork(), photos: existsSync(modelPath) ? await ofPhotos() : undefined }));

/** @param {(typeof precisions)[number]} precision */
function executorOf(precision) {
  return traced((fn) => trace(fn, { precision, rewrite: precision !== "float32" }));
}

async function ofNetwork() {
  const network = buildXception({ inputSize: size });
  const images = livelyImages([batch, size, size, 3]);
  const outputs = [];
  for (const precision of precisions) {
    const executable = await compile(network, livelyParameters(network), { executor: executorOf(precision) });
    const [output] = (await executable.run(images)).outputs;
    if (output) outputs.push(output);
    executable.dispose();
  }
  return changeOf(outputs);
}

async function ofPhotos() {
  const paths = readdirSync(realModelPath("kitchenware/images")).map((name) => realModelPath(`kitchenware/images/${name}`));
  const outputs = [];
  for (const precision of precisions) {
    const options = {
      labels: ["cup", "fork", "glass", "knife", "plate", "spoon"],
      preprocessing: { resize: /** @type {const} */ ("nearest") },
    };
    const xception = await Xception.load(modelPath, { ...options, executor: executorOf(precision) });
    outputs.push(await xception.predict(paths));
    xception.dispose();
  }
  return changeOf(outputs);
}

/**
 * @param {readonly { readonly shape: readonly number[], readonly data: ArrayLike<number> }[]} outputs  of float32 and bfloat16, [N, K] each
 * @returns the largest difference as a share of the largest output of float32, and of how many images of N the first class is the same
 */
function changeOf([exact, rounded]) {
  if (!exact || !rounded) throw new Error("[bench] outputs of one precision came, expected two.");
  const [images = 0, classes = 1] = exact.shape;
  const [before, after] = [exact, rounded].map(({ data }) => Array.from(data));
  const best = [before, after].map((values) =>
    Array.from({ length: images }, (_, image) => {
      const row = values?.slice(image * classes, (image + 1) * classes) ?? [];
      return row.indexOf(Math.max(...row));
    }),
  );
  return {
    error: largestDifference(rounded.data, exact.data),
    same: (best[0] ?? []).filter((place, image) => place === best[1]?.[image]).length,
    images,
  };
}
