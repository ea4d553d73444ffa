// The browser that pages are tested in.
import { existsSync } from "node:fs";

import { missingComponent } from "./missing-component.ts";

/** Where Debian puts it, or where CHROMIUM_PATH says. */
export const chromiumPath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** What a server sends so that a page is isolated from other origins, and may share memory with its workers. */
export const isolatingHeaders = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/**
 * Why tests in a page are to be skipped; undefined where there is a browser.
 *
 * @throws Error in CI, where there must be one
 */
export function missingChromium(): string | undefined {
  if (existsSync(chromiumPath)) return undefined;
  return missingComponent(`there is no ${chromiumPath}: apt install chromium, or name another with CHROMIUM_PATH`);
}
