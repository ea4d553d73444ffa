import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * CUDA's libraries as the Python packages `nvidia-…-cu12` bring them, beside the package `tensorflow`. TensorFlow looks for them by name
 * alone: once loaded they are found, without LD_LIBRARY_PATH.
 *
 * @param file TensorFlow's library
 */
export function nvidiaLibraries(file: string): string[] {
  const packages = join(dirname(dirname(file)), "nvidia");
  if (!existsSync(packages)) return [];
  return readdirSync(packages)
    .map((name) => join(packages, name, "lib"))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /\.so(\.\d+)+$/.test(name))
        .map((name) => join(folder, name)),
    )
    .sort();
}
