// The decoder for browsers, in headless Chromium, on a page and in a worker; Vite serves the package as a page would import it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromiumPath, missingChromium } from "@xception/testing";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createServer, type ViteDevServer } from "vite";

import { golden } from "./golden.ts";

interface Decoded {
  width: number;
  height: number;
  rgb: string;
  grey: string;
}

interface Request {
  name: string;
  base64: string;
  channels?: 1 | 3;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const module = process.env["TEST_BUILT"] ? "/dist/browser/index.js" : "/src/browser/index.ts";
// Chromium has no TIFF, and does not apply the orientation of a WebP.
const foreign = ["rgb.tif", "orientation-6.webp"];
const cases = Object.entries(golden("decode.json") as Record<string, Decoded>).filter(([name]) => !foreign.includes(name));
const read = (name: string): string => readFileSync(new URL(`golden/images/${name}`, import.meta.url)).toString("base64");

/** Decodes in a worker, where the viewer does: the source of a module that answers each request with pixels or the sentence of an error. */
const worker = (origin: string): string => `
  import { decodeImage } from "${origin}${module}";
  onmessage = async ({ data: { name, base64, channels } }) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    try {
      const { width, height, data } = await decodeImage(new File([bytes], name), { channels });
      postMessage({ width, height, data: Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("") });
    } catch (error) {
      postMessage(error.name + ": " + error.message);
    }
  };
`;

describe("decodeImage in Chromium", () => {
  let reason: string | undefined;
  let server: ViteDevServer | undefined;
  let browser: Browser | undefined;
  let page: Page;

  beforeAll(async () => {
    reason = missingChromium();
    if (reason !== undefined) return;
    server = await createServer({
      root,
      configFile: false,
      logLevel: "error",
      server: { port: 0, host: "127.0.0.1", hmr: false },
      optimizeDeps: { noDiscovery: true },
    });
    await server.listen();
    const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? "";
    browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--enable-unsafe-swiftshader"] });
    page = await browser.newPage();
    await page.route("**/blank.html", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
    await page.goto(`${origin}/blank.html`);
    await page.addScriptTag({
      type: "module",
      content: `import { decodeImage } from "${origin}${module}"; Object.assign(globalThis, { decodeImage });`,
    });
    await page.evaluate((source) => {
      const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      Object.assign(globalThis, { decoder: new Worker(url, { type: "module" }) });
    }, worker(origin));
  });
  beforeEach(({ skip }) => {
    skip(reason !== undefined, reason);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const decode = (request: Request): Promise<unknown> =>
    page.evaluate(async (message) => {
      const { decoder } = globalThis as unknown as { decoder: Worker };
      return new Promise((resolve) => {
        decoder.onmessage = ({ data }: MessageEvent<unknown>) => {
          resolve(data);
        };
        decoder.onerror = ({ message: complaint }) => {
          resolve(complaint);
        };
        decoder.postMessage(message);
      });
    }, request);

  it.for(cases)("gives Pillow's bytes for %s", async ([name, { width, height, rgb }]) => {
    expect(await decode({ name, base64: read(name) })).toEqual({ width, height, data: rgb });
  });

  it("gives Pillow's grey", async () => {
    const [name, { width, height, grey }] = cases.find(([file]) => file === "rgb.png") as (typeof cases)[0];
    expect(await decode({ name, base64: read(name), channels: 1 })).toEqual({ width, height, data: grey });
  });

  it("names the file that cannot be read", async () => {
    expect(await decode({ name: "notes.txt", base64: btoa("not an image") })).toMatch(
      /^ImageError: \[decodeImage\] notes\.txt cannot be read as an image \(.+\)\. Pass a file that this browser shows, such as JPEG, PNG or WebP\.$/,
    );
  });

  it("reads what a page holds: a canvas and an ImageData", async () => {
    const bytes = await page.evaluate(async () => {
      const { decodeImage } = globalThis as unknown as { decodeImage: (source: ImageBitmapSource) => Promise<{ data: Uint8Array }> };
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [2, 1];
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      context.fillStyle = "rgb(10, 20, 30)";
      context.fillRect(0, 0, 2, 1);
      const whole = await decodeImage(canvas);
      const part = await decodeImage(context.getImageData(1, 0, 1, 1));
      return [Array.from(whole.data), Array.from(part.data)];
    });
    expect(bytes).toEqual([
      [10, 20, 30, 10, 20, 30],
      [10, 20, 30],
    ]);
  });
});
