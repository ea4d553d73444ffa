// The plan of the house, checked: which package may import which, what every package must have, how long a file may be.
// Run: pnpm structure. The arrows are explained in AGENTS.md.
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { execFileSync } from "node:child_process";

/** Which packages of this house each package may import. An arrow may only go down. @type {Record<string, string[]>} */
const arrows = {
  "packages/testing": [],
  "packages/separable-conv": [],
  "packages/tensorflow": [],
  "packages/preprocessing": [],
  "packages/weights": [],
  "packages/metrics": [],
  "packages/network": ["separable-conv"],
  "packages/exchange": ["network", "weights", "preprocessing"],
  "packages/xception": ["network", "exchange", "preprocessing", "weights"],
  "packages/training": ["network", "weights", "metrics", "separable-conv"],
  "packages/backends": ["separable-conv", "tensorflow"],
  "apps/trainer": ["training", "metrics", "xception", "exchange", "network", "weights", "preprocessing", "backends", "tensorflow"],
  "apps/viewer": ["xception", "exchange", "network", "weights", "preprocessing", "backends"],
};
/** Packages that no page loads. */
const onlyInNode = ["packages/testing", "packages/tensorflow"];
const requiredFiles = ["package.json", "README.md", "tsconfig.json", "src", "test"];
const forbiddenNames = /^(utils?|helpers?|common|misc|core|types)(\.|$)/;
const longestFile = 250;
const fullestFolder = 12;
const source = /\.(ts|js|css|html)$/;

/** @type {string[]} */
const complaints = [];

/** Every file of the working tree that git would keep. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));

/** The package a file belongs to, such as `packages/network`. @param {string} file */
const homeOf = (file) => file.split("/").slice(0, 2).join("/");

for (const home of new Set(files.filter((file) => /^(packages|apps)\/[^/]+\//.test(file)).map(homeOf))) {
  if (!(home in arrows)) complaints.push(`${home} has no arrows: add it to scripts/structure.js and AGENTS.md`);
  for (const required of requiredFiles) if (!existsSync(join(home, required))) complaints.push(`${home} lacks ${required}`);
}

for (const file of files.filter((path) => source.test(path))) {
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n").length - 1;
  if (lines > longestFile) complaints.push(`${file} has ${lines} lines; ${longestFile} are the most. Split it by idea`);
  for (const part of file.split("/"))
    if (forbiddenNames.test(part)) complaints.push(`${file}: "${part}" says nothing of what is in it. Name the idea`);
  checkImports(file, text);
}

checkFolders();

/** @param {string} file @param {string} text */
function checkImports(file, text) {
  const home = homeOf(file);
  const allowed = arrows[home];
  if (!allowed) return;
  const inSource = file.startsWith(`${home}/src/`);
  for (const [, name] of text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
    if (name === undefined) continue;
    const [, other] = /^@xception\/([^/]+)/.exec(name) ?? [];
    if (other !== undefined && inSource && !allowed.includes(other))
      complaints.push(`${file} imports ${name}; ${home} may import ${allowed.join(", ") || "none"}`);
    if (other !== undefined && /^@xception\/[^/]+\/(src|dist)\//.test(name))
      complaints.push(`${file} reaches into ${name}: import what its package exports`);
    if (name.startsWith(".") && !join(dirname(file), name).startsWith(`${home}/`) && !/tsup\.config|vite\.config/.test(basename(file)))
      complaints.push(`${file} leaves its package by ${name}: import by package name`);
    if (name.startsWith("node:") && inSource && home.startsWith("packages/") && !file.includes("/node/") && !onlyInNode.includes(home))
      complaints.push(`${file} imports ${name}; platform code stands in a node/ folder`);
  }
}

function checkFolders() {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const file of files.filter((path) => /\/src\/.*\.ts$/.test(path) && !path.endsWith(".test.ts")))
    sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1);
  for (const [folder, size] of sizes)
    if (size > fullestFolder) complaints.push(`${folder} holds ${size} files; ${fullestFolder} are the most. Make a folder for each idea`);
}

for (const complaint of complaints) console.error(complaint);
console.log(complaints.length === 0 ? `structure: ${files.length} files, in order` : `structure: ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;
