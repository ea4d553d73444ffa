#!/usr/bin/env node
// The command as it is installed: it runs what `pnpm build` made of src/main.ts.
import { existsSync } from "node:fs";

const built = new URL("../dist/main.js", import.meta.url);
if (existsSync(built)) {
  const { main } = /** @type {{ main: (argv: readonly string[]) => Promise<void> }} */ (await import(built.href));
  await main(process.argv.slice(2));
} else {
  process.stderr.write("[xception] there is no dist/main.js: the command has not been built. Run `pnpm build`.\n");
  process.exitCode = 2;
}
