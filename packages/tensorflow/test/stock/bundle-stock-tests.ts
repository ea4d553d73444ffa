// TensorFlow.js publishes its own tests, as modules that import each other without file endings and that Node cannot load. They are
// bundled into one script in which whatever its core makes public is the installed core itself, so that tests and backend share one engine.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import * as tf from "@tensorflow/tfjs-core";
import { build, type Plugin } from "esbuild";

const require = createRequire(import.meta.url);
export const publishedFolder = join(dirname(require.resolve("@tensorflow/tfjs-core/package.json")), "dist");

/** Modules with a state of their own, of which there must be only the core's, and what each is here. */
const shared: Readonly<Record<string, string>> = {
  index: "core",
  engine: "{ ...core, ENGINE: core.engine() }",
  environment: "core",
  tensor: "{ ...core, getGlobalTensorClass: () => core.Tensor }",
  kernel_registry: "core",
  test_util: "core.test_util",
  jasmine_util: "jasmineUtilities",
};

const toCore: Plugin = {
  name: "to-core",
  setup(bundler) {
    bundler.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = path === ".." ? join(resolveDir, "..", "index") : join(resolveDir, path);
      const module = file.slice(publishedFolder.length + 1);
      if (module in shared) return { path: module, namespace: "shared" };
      return isPublic(`${file}.js`) ? { path: "index", namespace: "shared" } : { path: `${file}.js` };
    });
    bundler.onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
      contents: `const core = require("@tensorflow/tfjs-core"); module.exports = ${shared[path] ?? "core"};`,
    }));
  },
};

/** Whether the core itself exports all that a module does. */
function isPublic(file: string): boolean {
  const names = [...readFileSync(file, "utf8").matchAll(/^export (?:const|function|class|async function) (\w+)/gm)].map(([, name]) => name);
  return names.length > 0 && names.every((name) => name !== undefined && name in tf);
}

/** @param files tests to take, such as "ops/add_test.js" @returns a script that declares them all, as a CommonJS module */
export async function bundleStockTests(files: readonly string[]): Promise<string> {
  const contents = ["register_all_gradients.js", "public/chained_ops/register_all_chained_ops.js", ...files]
    .map((file) => `import ${JSON.stringify(join(publishedFolder, file))};`)
    .join("\n");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: publishedFolder },
    ...{ bundle: true, write: false, format: "cjs", platform: "node", target: "es2022", logLevel: "error" },
    // The package says that none of its modules does anything when it is loaded. Its tests do.
    ignoreAnnotations: true,
    external: ["@tensorflow/tfjs-core"],
    plugins: [toCore],
  });
  return outputFiles[0]?.text ?? "";
}
