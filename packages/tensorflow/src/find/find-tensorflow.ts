// Where is TensorFlow? The first of: what the caller names, TENSORFLOW_PATH, the active Python environment, the `python3` of the path,
// and the places where systems keep libraries.
import { homedir } from "node:os";
import { join } from "node:path";

import { incompleteIn } from "./incomplete-in.ts";
import { libraryIn } from "./library-in.ts";
import { nvidiaLibraries } from "./nvidia-libraries.ts";
import { pythonsTensorFlow, sitePackages } from "./python-packages.ts";
import { remedies } from "./remedies.ts";
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
    if (file === undefined) {
      const problem = `${by} names ${named}, where there is no library of TensorFlow.`;
      throw incompleteIn(named) ?? new TensorFlowMissingError(problem, remedies().misnamed);
    }
    return found(file, by);
  }
  const seen: string[] = [];
  const look = (folders: readonly string[], by: string): FoundTensorFlow | undefined => {
    seen.push(...folders);
    const file = firstOf(folders);
    return file === undefined ? undefined : found(file, by);
  };
  const active = (name: string): string[] => sitePackages(environment[name]);
  const first =
    look(active("VIRTUAL_ENV"), "VIRTUAL_ENV") ??
    look(active("CONDA_PREFIX"), "CONDA_PREFIX") ??
    look(pythonsTensorFlow(python), "python3") ??
    look(commonPlaces, "a common place");
  if (first) return first;
  for (const folder of seen) {
    const incomplete = incompleteIn(folder);
    if (incomplete) throw incomplete;
  }
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
