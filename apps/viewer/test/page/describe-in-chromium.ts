// Tests of the built page in a real browser: Debian's Chromium, headless, whose SwiftShader gives WebGPU without a graphics card.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromiumPath, missingChromium } from "@xception/testing";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";

/** Opens an address in a new page. Whatever the page complains of in its console fails the test, unless `expected` matches it. */
export type OpenPage = (address: string, options?: BrowserContextOptions & { readonly expected?: RegExp }) => Promise<Page>;

export interface ChromiumOptions {
  /** Whether the browser offers a WebGPU adapter. */
  readonly webgpu: boolean;
}

const builtPage = fileURLToPath(new URL("../../dist/index.html", import.meta.url));

/** Runs `body` with a browser; skipped where there is none, except in CI, where that fails. */
export function describeInChromium(title: string, { webgpu }: ChromiumOptions, body: (open: OpenPage) => void): void {
  describe(title, { timeout: 300_000 }, () => {
    let browser: Browser | undefined;
    let reason: string | undefined;
    let complaints: string[] = [];

    beforeAll(async () => {
      reason = missingChromium();
      if (reason !== undefined) return;
      if (!existsSync(builtPage)) throw new Error("the page is not built: pnpm build");
      // No sandbox: tests run as root in containers, where Chromium refuses to start with one.
      browser = await chromium.launch({
        executablePath: chromiumPath,
        args: ["--no-sandbox", ...(webgpu ? ["--enable-unsafe-webgpu"] : [])],
      });
    }, 60_000);
    beforeEach((context) => {
      if (reason !== undefined) context.skip(reason);
      complaints = [];
    });
    afterEach(async () => {
      await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
      expect(complaints, "errors in the page's console").toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
    });

    body(async (address, { expected, ...options } = {}) => {
      if (!browser) throw new Error("the browser did not start");
      const context = await browser.newContext({ reducedMotion: "reduce", ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(240_000);
      const complain = (sentence: string): void => {
        if (!expected?.test(sentence)) complaints.push(sentence);
      };
      page.on("pageerror", ({ message }) => {
        complain(message);
      });
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complain(message.text());
      });
      await page.goto(address);
      return page;
    });
  });
}
