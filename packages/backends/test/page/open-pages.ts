// Pages of this folder in headless Chromium, built by Vite as it would for a user; isolated from other origins or not.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromiumPath, isolatingHeaders, missingChromium } from "@xception/testing";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { build, preview, type PreviewServer } from "vite";

import type { TestPage } from "./page.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const conditions = [...(process.env["TEST_BUILT"] ? [] : ["@xception/source"]), "module", "browser", "production"];

let built: Promise<string> | undefined;

/** Builds the page into a folder that goes with the process. */
async function buildPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "xception-backends-"));
  process.on("exit", () => {
    rmSync(folder, { recursive: true });
  });
  const outDir = join(folder, "page");
  await build({
    root,
    configFile: false,
    logLevel: "error",
    resolve: { conditions },
    build: { outDir, assetsInlineLimit: 0, minify: false },
  });
  return outDir;
}

export interface Pages {
  /** Where the page is served. */
  readonly address: () => string;
  readonly open: (flags?: readonly string[]) => Promise<Page>;
}

/** Serves the page for the tests of a block, which are skipped where there is no Chromium. */
export function openPages({ isolated }: { readonly isolated: boolean }): Pages {
  let reason: string | undefined;
  let server: PreviewServer | undefined;
  let address = "";
  const browsers: Browser[] = [];

  beforeAll(async () => {
    reason = missingChromium();
    if (reason !== undefined) return;
    const outDir = await (built ??= buildPage());
    const headers = isolated ? isolatingHeaders : {};
    server = await preview({
      root,
      configFile: false,
      logLevel: "error",
      build: { outDir },
      preview: { host: "127.0.0.1", port: 0, headers },
    });
    address = server.resolvedUrls?.local[0] ?? "";
  });
  beforeEach(({ skip }) => {
    skip(reason !== undefined, reason);
  });
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await server?.close();
  });

  return {
    address: () => address,
    async open(flags = []) {
      const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", ...flags] });
      browsers.push(browser);
      const page = await browser.newPage();
      await page.goto(address);
      await page.waitForFunction(() => "testPage" in globalThis);
      return page;
    },
  };
}

/** Calls a function of the page. */
export const call = <Name extends keyof TestPage>(
  page: Page,
  name: Name,
  ...given: Parameters<TestPage[Name]>
): Promise<Awaited<ReturnType<TestPage[Name]>>> =>
  page.evaluate(
    ([method, values]) => {
      const { testPage } = globalThis as unknown as { testPage: Record<string, (...all: unknown[]) => unknown> };
      return testPage[method]?.(...values) as Awaited<ReturnType<TestPage[Name]>>;
    },
    [name as string, given as unknown[]] as const,
  );
