// A TensorFlow that is there and cannot be used: until 2.11 Python's package had no C library of its own, and an installation that was
// broken off has none either.
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { remedies } from "./remedies.ts";
import { TensorFlowMissingError } from "./tensorflow-missing-error.ts";
import { isOld } from "./oldest-version.ts";

const frameworks = ["libtensorflow_framework.so.2", "libtensorflow_framework.2.dylib"];
const packages = /^(tensorflow|tensorflow_cpu|tensorflow_cpu_aws|tensorflow_gpu|tensorflow_macos)-(\d[\w.]*)\.dist-info$/;

/** What is wrong with the Python package at a path where there is no C library; undefined where there is no such package. */
export function incompleteIn(path: string): TensorFlowMissingError | undefined {
  const folder = [path, join(path, "tensorflow")].find((place) => frameworks.some((name) => existsSync(join(place, name))));
  if (folder === undefined) return undefined;
  const { name, version } = packageOf(folder);
  if (version !== undefined && isOld(version)) {
    return new TensorFlowMissingError(`${folder} is TensorFlow ${version}; 2.12 is the oldest that works.`, remedies(undefined, name).old);
  }
  const problem =
    version === undefined
      ? `TensorFlow in ${folder} has no libtensorflow_cc: it is older than 2.12, or was not installed to the end.`
      : `TensorFlow ${version} in ${folder} has no libtensorflow_cc: it was not installed to the end.`;
  return new TensorFlowMissingError(problem, remedies(undefined, name).broken);
}

/** What pip says that the folder holds, in the folder beside it. */
export function packageOf(folder: string): { readonly name?: string; readonly version?: string } {
  if (basename(folder) !== "tensorflow") return {};
  for (const entry of readdirSync(dirname(folder))) {
    const [, name, version] = packages.exec(entry) ?? [];
    if (name !== undefined && version !== undefined) return { name: name.replaceAll("_", "-"), version };
  }
  return {};
}
