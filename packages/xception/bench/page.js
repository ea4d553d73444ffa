// Whole Xception in a page that is cross-origin isolated, in headless Chromium: the executor against TensorFlow.js with its threads and
// onnxruntime-web with its own. Each contestant has a page, and they take turns. Run: pnpm --filter @xception/xception bench:page
// [--sizes 299] [--threads 1,2] [--runtimes stock,wasm,int8,onnxruntime] [--rounds 11] [--json]; CHROMIUM_PATH names the browser.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromiumPath, isolatingHeaders } from "@xception/testing";
import { benchOptions, createReport, interleave, largestDifference } from "@xception/testing/bench";
import { chromium } from "playwright-core";
import { build, preview } from "vite";

/** @typedef {{ contestant: { start(asked: { runtime: string, threads: number, size: number }): Promise<number[]>, time(): Promise<number> } }} ContestantPage */
/** @typedef {{ runtime: string, threads: number, page: import("playwright-core").Page, outputs: readonly number[] }} Contestant */

/** How far an output may be, of the largest value. @type {Readonly<Record<string, number>>} */
const furthest = { int8: 0.05 };
const warmUp = 3;
const pause = 50; // milliseconds in which threads that still spin come to rest

const options = benchOptions({ sizes: "299", threads: "1,2", runtimes: "stock,wasm,int8,onnxruntime", rounds: "11" });
const folder = mkdtempSync(join(tmpdir(), "xception-page-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true });
});
const shared = { root: fileURLToPath(new URL("page", import.meta.url)), configFile: /** @type {const} */ (false) };
await build({
  ...shared,
  logLevel: "error",
  worker: { format: "es" },
  build: { outDir: folder, target: "es2022", assetsInlineLimit: 0, minify: false }, // TensorFlow.js makes its threads of a function's text
});
const server = await preview({
  ...shared,
  logLevel: "error",
  build: { outDir: folder },
  preview: { host: "127.0.0.1", port: 0, headers: isolatingHeaders },
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const report = createReport(
  `Xception in Chromium ${browser.version()}, one image, isolated page; ms are medians of runs in turns`,
  options,
);
for (const size of options.sizes) await compare(Number(size));
report.finish();
await browser.close();
await server.close();

/** @param {number} size */
async function compare(size) {
  /** @type {Contestant[]} */
  const contestants = [];
  for (const runtime of options.runtimes)
    for (const threads of options.threads.map(Number)) contestants.push(await start(runtime, threads, size));
  const differences = contestants.map((contestant) => differenceOf(contestant, contestants[0]?.outputs ?? []));
  const times = await interleave(
    contestants.map(({ runtime, threads, page }) => ({
      name: nameOf(runtime, threads),
      run: () => page.evaluate(() => /** @type {ContestantPage} */ (/** @type {unknown} */ (globalThis)).contestant.time()),
      timesItself: true,
    })),
    { rounds: Number(options.rounds[0]), warmUp, pause },
  );
  const medianOf = (/** @type {string} */ name, /** @type {number} */ count) => times.get(nameOf(name, count))?.median ?? NaN;
  for (const [index, { runtime, threads, page }] of contestants.entries()) {
    const ms = medianOf(runtime, threads);
    report.add({
      size,
      runtime,
      threads,
      ms,
      "fastest ms": times.get(nameOf(runtime, threads))?.fastest ?? NaN,
      "times TensorFlow.js": medianOf("stock", threads) / ms,
      "times onnxruntime-web": medianOf("onnxruntime", threads) / ms,
      "times one thread": threads === 1 ? null : medianOf(runtime, 1) / ms,
      difference: differences[index] ?? null,
    });
    await page.close();
  }
}

/** @param {string} runtime @param {number} threads @param {number} size @returns {Promise<Contestant>} */
async function start(runtime, threads, size) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(server.resolvedUrls?.local[0] ?? "");
  await page.waitForFunction(() => "contestant" in globalThis);
  const asked = { runtime, threads, size };
  const outputs = await page.evaluate(
    (given) => /** @type {ContestantPage} */ (/** @type {unknown} */ (globalThis)).contestant.start(given),
    asked,
  );
  return { runtime, threads, page, outputs };
}

/** How far the outputs are from others, of their largest. @param {Contestant} contestant @param {readonly number[]} expected */
function differenceOf({ runtime, outputs }, expected) {
  const difference = largestDifference(outputs, expected);
  if (difference < (furthest[runtime] ?? 1e-4)) return difference;
  throw new Error(`[page] ${runtime} is ${difference} from ${options.runtimes[0]}, expected less. Mend it first.`);
}

/** @param {string} runtime @param {number} threads */
function nameOf(runtime, threads) {
  return `${runtime} ${threads}`;
}
