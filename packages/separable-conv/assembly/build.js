// Compiles the AssemblyScript kernels to src/wasm/module/binary.generated.ts: the bytes of both builds as text, so that the built package works in Node,
// pages and workers without a path to a file. Does nothing where the sources are those of the last time.
// Run: pnpm --filter @xception/separable-conv assemble (the root's `prepare` does after each install).
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import asc from "assemblyscript/asc";

const folder = import.meta.dirname;
const target = join(folder, "../src/wasm/module/binary.generated.ts");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(ts|js)$/.test(file))
  .sort();
const hash = createHash("sha256");
for (const source of sources) hash.update(source).update(readFileSync(join(folder, source)));
const header = `// Made by assembly/build.js with AssemblyScript ${asc.version} from sources of sha256 ${hash.digest("hex")}.\n`;

const form = `
export interface Binary {
  /** The module, in base64. */
  readonly binary: string;
  /** The byte of it that says what memory it imports: 1 is one thread's, 3 is shared. */
  readonly memoryKind: number;
}
`;

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(header)) {
  const builds = { simd: await compile([]), relaxed: await compile(["--enable", "relaxed-simd"]) };
  const texts = Object.entries(builds).map(([name, binary]) => {
    const text = Buffer.from(binary).toString("base64");
    return `\nexport const ${name}: Binary = {\n  memoryKind: ${memoryKindAt(binary)},\n  binary:\n    "${text}",\n};\n`;
  });
  writeFileSync(target, `${header}${form}${texts.join("")}`);
  console.log(`assembled ${builds.simd.length} and ${builds.relaxed.length} bytes of WebAssembly`);
}

/** No runtime, no data, no stack: all of the memory is its caller's. @param {string[]} features */
async function compile(features) {
  const flags = [
    ...["--runtime", "stub", "--noAssert"],
    // Vectors pass between functions of the module only; it exports none that takes one.
    ...["--disableWarning", "112"],
    ...["--importMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
    ...["--enable", "simd", "--enable", "threads", ...features],
  ];
  const { error, stdout, stderr, binary, text } = await run(["index.ts", "-o", "out.wasm", "-t", "out.wat", "-O3", ...flags]);
  const said = `${stdout}${stderr}`;
  if (error || !binary || said.includes("WARNING")) throw new Error(`[assemble] ${error?.message ?? "the compiler warns"}\n${said}`);
  if (/^ \(data|^ \(global \$[^ ]* \(mut/m.test(text)) {
    throw new Error(
      "[assemble] the module has data or globals of its own, which would lie in TensorFlow.js' memory. Leave out arrays, strings and closures.",
    );
  }
  return binary;
}

/** @param {string[]} argv */
async function run(argv) {
  /** @type {Uint8Array | undefined} */
  let binary;
  let text = "";
  const result = await asc.main(argv, {
    readFile: (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : null),
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) binary = /** @type {Uint8Array} */ (contents);
      else text = String(contents);
    },
    listFiles: () => [],
  });
  /** The streams of the compiler gather what is written, and give it as text. @param {{ toString: () => string }} stream */
  const textOf = (stream) => stream.toString();
  return { error: result.error, stdout: textOf(result.stdout), stderr: textOf(result.stderr), binary, text };
}

/** Where the import of the memory says its kind: after the names env and memory and the kind of import, 2. @param {Uint8Array} binary */
function memoryKindAt(binary) {
  const before = Buffer.from("\x03env\x06memory\x02", "latin1");
  const place = Buffer.from(binary).indexOf(before) + before.length;
  if (binary[place] !== 1)
    throw new Error("[assemble] the import of the memory is not where it was expected. Look at the module's import section.");
  return place;
}
