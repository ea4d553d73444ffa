// The image classifiers that the npm package nsfwjs carries, as TensorFlow.js' converter wrote them. The package is 25 MB, so that it is
// brought into .cache/ when it is first asked for, and is no dependency.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { loadLayersModel } from "@tensorflow/tfjs-layers";

/** @typedef {import("@tensorflow/tfjs-core").io.ModelArtifacts} ModelArtifacts */
/** @typedef {import("@tensorflow/tfjs-core").io.ModelJSON} ModelJson */

/** @typedef {object} PublishedModel
 * @property {number} size  of its image, in pixels
 * @property {(images: import("@tensorflow/tfjs-core").Tensor) => import("@tensorflow/tfjs-core").Tensor} predict  from [N, H, W, C] of [0, 1]
 */

const release = "nsfwjs@4.4.0";
const folder = fileURLToPath(new URL("../../../.cache/nsfwjs/", import.meta.url));
const models = join(folder, "package/dist/models");
const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Each model: its folder in the package and the parts of its weights. */
const published = {
  "Inception V3": { name: "inception_v3", parts: 6, size: 299 },
  "MobileNet V2": { name: "mobilenet_v2", parts: 1, size: 224 },
  "MobileNet V2 as a graph": { name: "mobilenet_v2_mid", parts: 2, size: 224 },
};

export const publishedNames = Object.keys(published);

/**
 * Opens a published model with TensorFlow.js' own code; a backend has to be started.
 *
 * @param {string} title  one of `publishedNames`
 * @returns {Promise<PublishedModel>}
 */
export async function openPublished(title) {
  const model = new Map(Object.entries(published)).get(title);
  if (!model) throw new Error(`[openPublished] there is no model "${title}". Choose among ${publishedNames.join(", ")}.`);
  if (!existsSync(models)) await bring();
  const { name, parts, size } = model;
  /** @type {ModelJson} */
  const { modelTopology, weightsManifest, format } = require(join(models, name, "model.min.js"));
  const bytes = [];
  for (let part = 1; part <= parts; part += 1) {
    /** @type {string} */
    const base64 = require(join(models, name, `group1-shard${part}of${parts}.min.js`));
    bytes.push(Buffer.from(base64, "base64"));
  }
  /** @type {ModelArtifacts} */
  const artifacts = {
    modelTopology,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: Uint8Array.from(Buffer.concat(bytes)).buffer,
  };
  const handler = { load: () => Promise.resolve(artifacts) };
  const opened = await (format === "graph-model" ? loadGraphModel(handler) : loadLayersModel(handler));
  return {
    size,
    predict: (images) => /** @type {import("@tensorflow/tfjs-core").Tensor} */ (opened.predict(images)),
  };
}

async function bring() {
  await mkdir(folder, { recursive: true });
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", folder, release]);
  await run("tar", ["-xzf", join(folder, stdout.trim()), "-C", folder]);
}
