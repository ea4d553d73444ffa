// Where the real models are: real ones are downloaded, not kept here.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = resolve(root, process.env["XCEPTION_REAL_MODELS"] ?? ".cache/real-models");

/**
 * The path of a file of the real models. Where it is missing the test is skipped, except in CI, where it fails.
 *
 * @param skip  the test context's `skip`
 */
export function realModel(name: string, skip: (note: string) => void): string {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const sentence = `${name} is missing: run scripts/real-models.sh, or point XCEPTION_REAL_MODELS at a folder that has it.`;
  if (process.env["CI"] === "true") throw new Error(sentence);
  skip(sentence);
  return path;
}
