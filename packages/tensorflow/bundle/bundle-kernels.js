// Bundles the kernels that TensorFlow.js publishes for Node to src/backend/kernels.generated.ts: only their JavaScript, so that nobody runs
// that package's install script, which fetches an old TensorFlow and compiles C++. Three things are put right on the way: the
// kernels lean on the union of all of TensorFlow.js where its core is enough, use two functions that Node 23 removed, and register
// themselves on import. Does nothing where the sources are those of the last time.
// Run: pnpm --filter @xception/tensorflow assemble (the root's `prepare` does after each install).
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

import { build, version } from "esbuild";

const target = join(import.meta.dirname, "../src/backend/kernels.generated.ts");
const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-node-gpu/package.json");
const package_ = /** @type {{ version: string }} */ (JSON.parse(readFileSync(manifest, "utf8")));
const own = createHash("sha256")
  .update(readFileSync(import.meta.filename))
  .digest("hex");
const header = `// @ts-nocheck\n// Made by bundle/bundle-kernels.js (sha256 ${own}) with esbuild ${version} from @tensorflow/tfjs-node-gpu ${package_.version}.\n`;

/** What takes the place of a module of the bundle. @type {Record<string, string>} */
const modules = {
  "@tensorflow/tfjs": `
    export * from "@tensorflow/tfjs-core";
    export const collected = [];
    export const registerKernel = (kernel) => collected.push(kernel);`,
  util: `
    export const isNullOrUndefined = (value) => value == null;
    export const isArray = Array.isArray;`,
  os: `export const endianness = () => new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "LE" : "BE";`,
  // Messages of TensorBoard's histograms, which no kernel uses.
  "./proto/api_pb": `export {};`,
};

/** Calls of methods that a tensor has only where all of TensorFlow.js is loaded, and the functions in their place. @type {Record<string, [string, string][]>} */
const methods = {
  "ArgMax.js": [["x.toInt()", "(0, tfjs_1.cast)(x, 'int32')"]],
  "ArgMin.js": [["x.toInt()", "(0, tfjs_1.cast)(x, 'int32')"]],
  "Exp.js": [["x.toFloat()", "(0, tfjs_1.cast)(x, 'float32')"]],
  "Prelu.js": [
    [
      "alpha.mul(x.sub((0, tfjs_1.abs)(x))).mul(0.5)",
      "(0, tfjs_1.mul)((0, tfjs_1.mul)(alpha, (0, tfjs_1.sub)(x, (0, tfjs_1.abs)(x))), 0.5)",
    ],
    ["pos.add(neg)", "(0, tfjs_1.add)(pos, neg)"],
  ],
};

/** @param {string} path */
function withFunctions(path) {
  let contents = readFileSync(path, "utf8");
  for (const [method, call] of methods[basename(path)] ?? []) {
    if (!contents.includes(method)) throw new Error(`[assemble] ${path} no longer calls ${method}. Mend the table of methods.`);
    contents = contents.replace(method, call);
  }
  return contents;
}

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(header)) {
  const kernels = JSON.stringify(join(dirname(manifest), "dist/register_all_kernels.js"));
  const { outputFiles } = await build({
    stdin: {
      contents: `import ${kernels};
        import { collected } from "@tensorflow/tfjs";
        /** @type {readonly import("@tensorflow/tfjs-core").KernelConfig[]} */
        export const publishedKernels = collected;`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    write: false,
    legalComments: "inline",
    external: ["@tensorflow/tfjs-core"],
    plugins: [
      {
        name: "replace",
        setup(bundler) {
          bundler.onResolve({ filter: /.*/ }, ({ path, kind }) => {
            // A module of the old form asks by `require`, which modules of the new form do not have.
            if (path === "@tensorflow/tfjs-core" && kind === "require-call") return { path: "@tensorflow/tfjs", namespace: "replaced" };
            return path in modules ? { path, namespace: "replaced" } : undefined;
          });
          bundler.onLoad({ filter: /kernels\/\w+\.js$/ }, ({ path }) => ({ contents: withFunctions(path) }));
          bundler.onLoad({ filter: /.*/, namespace: "replaced" }, ({ path }) => ({
            contents: modules[path] ?? "",
            resolveDir: import.meta.dirname,
          }));
        },
      },
    ],
  });
  const code = outputFiles[0]?.text.replace(
    /var publishedKernels = /,
    'var publishedKernels: readonly import("@tensorflow/tfjs-core").KernelConfig[] = ',
  );
  if (!code?.includes("var publishedKernels: ") || code.includes('__require("'))
    throw new Error("[assemble] the bundle exports no kernels, or asks for a module by require. Look at the entry above.");
  writeFileSync(target, header + code);
  console.log(`bundled the kernels of @tensorflow/tfjs-node-gpu ${package_.version}`);
}
