// What a visit downloads, gzipped, by the backend it computes on: node bench/page-weight.js after pnpm build. Needs Chromium, as the tests do.
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

import { serveViewer } from "../server/serve.js";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--enable-unsafe-webgpu"] });
const { address, close } = await serveViewer({ port: 0 });
for (const backend of ["wasm", "webgpu", "cpu"]) console.log(`${backend.padEnd(8)}${kilobytes(await weigh(`?backend=${backend}`))}`);
await browser.close();
await close();

/** Bytes of everything that a visit downloads, each file gzipped. @param {string} query */
async function weigh(query) {
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
