// Where is TensorFlow? The first of: what the caller names, TENSORFLOW_PATH, the active Python environment, the `python3` of the path,
// and the places where systems keep libraries.
import { homedir } from "node:os";
import { join } from "node:path";

import { libraryIn } from "./library-in.ts";
import { nvidiaLibraries } from "./nvidia-libraries.ts";
import { pythonsTensorFlow, sitePackages } from "./python-packages.ts";
import { TensorFlowMissingError } from "./tensorflow-missing-error.ts";

export interface FoundTensorFlow {
  /** the library's file */
  readonly file: string;
  /** what named it, in words */
  readonly by: string;
  /** CUDA's libraries that lie beside it */
  readonly companions: readonly string[];
}

interface Surroundings {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly python?: string;
  readonly commonPlaces?: readonly string[];
}

/**
 * Finds TensorFlow's library, without loading it.
 *
 * @param path  the library, its folder, or the `site-packages` that has it; nothing else is looked at then
 * @throws TensorFlowMissingError where there is none, saying where was looked
 */
export function findTensorFlow(path?: string, surroundings: Surroundings = {}): FoundTensorFlow {
  const { environment = process.env, python, commonPlaces = ownCommonPlaces() } = surroundings;
  const named = path ?? environment["TENSORFLOW_PATH"];
  if (named !== undefined && named !== "") {
    const by = path === undefined ? "TENSORFLOW_PATH" : "the option `path`";
    const file = libraryIn(named);
    if (file === undefined) throw new TensorFlowMissingError(`${by} names ${named}, where there is no library of TensorFlow.`);
    return found(file, by);
  }
  for (const name of ["VIRTUAL_ENV", "CONDA_PREFIX"]) {
    const active = environment[name];
    const file = active === undefined ? undefined : firstOf(sitePackages(active));
    if (file !== undefined) return found(file, name);
  }
  const file = libraryIn(pythonsTensorFlow(python) ?? "");
  if (file !== undefined) return found(file, "python3");
  const common = firstOf(commonPlaces);
  if (common !== undefined) return found(common, "a common place");
  throw new TensorFlowMissingError(
    "there is no TensorFlow in the active Python environment, where python3 looks, or in the common places.",
  );
}

const found = (file: string, by: string): FoundTensorFlow => ({ file, by, companions: nvidiaLibraries(file) });

function firstOf(folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const file = libraryIn(folder);
    if (file !== undefined) return file;
  }
  return undefined;
}

const ownCommonPlaces = (): string[] => [
  ...sitePackages(join(homedir(), ".local")),
  ...sitePackages("/usr/local"),
  ...sitePackages("/usr"),
  "/usr/local/lib",
  "/usr/lib",
  "/opt/homebrew/lib",
];
