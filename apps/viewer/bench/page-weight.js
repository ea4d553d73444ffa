// What a visit downloads, gzipped, by what is done: node bench/page-weight.js after pnpm build. Needs Chromium, as the tests do.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

import { serveViewer } from "../server/serve.js";

const visits = [
  { visit: "the page on wasm", query: "?backend=wasm" },
  { visit: "the page on webgpu", query: "?backend=webgpu" },
  { visit: "the page on cpu", query: "?backend=cpu" },
];
const signature = Buffer.from("\x89HDF\r\n\x1a\n", "latin1");
const keras = join(mkdtempSync(join(tmpdir(), "weight-")), "cut.h5");
writeFileSync(keras, Buffer.concat([signature, Buffer.alloc(100)]));

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--enable-unsafe-webgpu"] });
const { address, close } = await serveViewer({ port: 0 });
for (const { visit, query } of visits) console.log(`${visit.padEnd(36)}${kilobytes(await weigh(query, false))}`);
console.log(`${"the page on wasm, and a Keras file".padEnd(36)}${kilobytes(await weigh("?backend=wasm", true))}`);
await browser.close();
await close();

/** Bytes of everything that a visit downloads, each file gzipped. @param {string} query @param {boolean} openKeras */
async function weigh(query, openKeras) {
  const context = await browser.newContext();
  const page = await context.newPage();
  /** @type {Map<string, Promise<number>>} */
  const sizes = new Map();
  context.on("response", (response) => {
    if (response.url().startsWith(address))
      sizes.set(
        response.url(),
        response.body().then((body) => gzipSync(body, { level: 9 }).length),
      );
  });
  await page.goto(address + query);
  await page.locator("#backend", { hasNotText: "Starting" }).waitFor();
  if (openKeras) {
    await page.locator("#pick-model").setInputFiles(keras);
    await page.locator("#alerts p").waitFor();
  }
  const all = await Promise.all(sizes.values());
  await context.close();
  return all.reduce((sum, size) => sum + size, 0);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)
    .toString()
    .padStart(6)} kB`;
}
