// From a model file to the first prediction of Xception: how long it takes, loading the code included, and the most memory that the process
// holds on the way. Each way has a process of its own, in turns. Run: pnpm --filter @xception/xception bench:start-up [--sizes 299]
// [--runtimes stock,wasm,int8,onnxruntime] [--rounds 5] [--json]
import { execFile } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { writeModel } from "@xception/exchange";
import { fuse, quantise } from "@xception/network";
import { benchOptions, createReport } from "@xception/testing/bench";
import { buildXception } from "@xception/xception";

import { livelyParameters } from "./lively-parameters.js";
import { writeOnnx } from "./onnx/write-onnx.js";

/** @typedef {"ready" | "first" | "second" | "total" | "peak" | "held" | "memory"} Measure */
/** @typedef {Record<Measure, number>} Start */

const run = promisify(execFile);
const child = fileURLToPath(new URL("first-prediction.js", import.meta.url));
const options = benchOptions({ sizes: "299", runtimes: "stock,wasm,int8,onnxruntime", rounds: "5" });
const report = createReport("Xception from its file to the first prediction, one thread; medians of processes in turns", options);
const folder = await mkdtemp(join(tmpdir(), "xception-start-up-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true });
});

for (const size of options.sizes) {
  const network = buildXception({ inputSize: Number(size) });
  const parameters = livelyParameters(network);
  const fused = fuse(network, parameters);
  const files = {
    safetensors: join(folder, `${size}.safetensors`),
    integers: join(folder, `${size}-int8.safetensors`),
    onnx: join(folder, `${size}.onnx`),
  };
  await writeFile(files.safetensors, await writeModel({ network, parameters }).bytes());
  await writeFile(files.integers, await writeModel(await quantise(network, parameters), { dtype: "int8" }).bytes());
  await writeFile(files.onnx, writeOnnx(fused.network, fused.parameters));
  const fileOf = (/** @type {string} */ runtime) =>
    runtime === "onnxruntime" ? files.onnx : runtime === "int8" ? files.integers : files.safetensors;

  /** @type {Map<string, Start[]>} */
  const starts = new Map(options.runtimes.map((runtime) => [runtime, []]));
  for (let round = -1; round < Number(options.rounds[0]); round += 1) {
    for (const [runtime, measured] of starts) {
      const { stdout } = await run(process.execPath, [child, runtime, fileOf(runtime), size]);
      /** @type {Start} */
      const start = JSON.parse(stdout);
      if (round >= 0) measured.push(start);
    }
  }
  for (const [runtime, measured] of starts) {
    report.add({
      size: Number(size),
      runtime,
      "MiB of the file": statSync(fileOf(runtime)).size / 2 ** 20,
      "ms to be ready": median(measured, "ready"),
      "ms of the first prediction": median(measured, "first"),
      "ms of the second": median(measured, "second"),
      "ms to the first prediction": median(measured, "total"),
      "peak MiB of the process": median(measured, "peak"),
      "MiB of WebAssembly memory": median(measured, "memory"),
      "MiB the executor holds": median(measured, "held") || null,
    });
  }
}
report.finish();

/** @param {readonly Start[]} starts @param {Measure} measure */
function median(starts, measure) {
  const sorted = starts.map((start) => start[measure]).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
