import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/** The files that hold the C interface, in the Python package and in the archive of libtensorflow, on Linux and macOS. */
const names = [
  "libtensorflow_cc.so.2",
  "libtensorflow.so.2",
  "libtensorflow_cc.2.dylib",
  "libtensorflow.2.dylib",
  "libtensorflow.so",
  "libtensorflow.dylib",
];

/**
 * TensorFlow's library at a path, which may be the library itself, its folder, a folder with `lib/`, or a Python environment's
 * `site-packages`; undefined where there is none.
 */
export function libraryIn(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isDirectory()) return path;
  for (const folder of [path, join(path, "tensorflow"), join(path, "lib")])
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  return undefined;
}
