// Published models and photos, which scripts/real-models.sh brings; they are not part of this repository.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { missingComponent } from "./missing-component.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = resolve(root, process.env["XCEPTION_REAL_MODELS"] ?? ".cache/real-models");

/** Where a file of the real models is, or would be. */
export const realModelPath = (name: string): string => resolve(folder, name);

/**
 * The path of a file of the real models. Where it is missing the test is skipped, except in CI, where it fails.
 *
 * @param name  such as "kitchenware/model.keras"
 * @param skip  the test context's `skip`
 */
export function realModel(name: string, skip: (note: string) => void): string {
  const path = realModelPath(name);
  if (!existsSync(path)) {
    skip(missingComponent(`${name} is missing: run scripts/real-models.sh, or point XCEPTION_REAL_MODELS at a folder that has it.`));
  }
  return path;
}
