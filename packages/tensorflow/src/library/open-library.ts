// Opens TensorFlow's C library. koffi calls C functions without a compiler, so that one build serves every Node and every TensorFlow.
import { dirname } from "node:path";

import koffi from "koffi";

import { packageOf } from "../find/incomplete-in.ts";
import { isOld } from "../find/oldest-version.ts";
import { remedies } from "../find/remedies.ts";
import { TensorFlowMissingError } from "../find/tensorflow-missing-error.ts";
import { cFunctions, type CFunctions, type Pointer } from "./c-functions.ts";
import { refuseCut } from "./refuse-cut.ts";
import { silenceStderr } from "./silence-stderr.ts";

/** TensorFlow, loaded. */
export interface Library {
  /** the file that was loaded */
  readonly file: string;
  /** such as "2.21.0" */
  readonly version: string;
  /** Whether there is a driver of NVIDIA's; without it CUDA's libraries are not loaded. */
  readonly hasCudaDriver: boolean;
  readonly functions: CFunctions;
  /** Copies `length` bytes; either end may be an address or an array. */
  readonly copy: (to: Pointer, from: Pointer, length: number) => void;
}

/**
 * Flags of dlopen: resolve at once, never unload. TensorFlow's symbols stay its own: it brings a compiler that graphics drivers in
 * software bring too, and a process that mixes the two dies.
 */
const flags = process.platform === "darwin" ? 0x2 | 0x4 | 0x80 : 0x2 | 0x1000;
const opened = new Map<string, Library>();

/**
 * Loads TensorFlow's library, once in a process. Where the environment names no log level, TensorFlow prints errors only.
 *
 * @param file       libtensorflow_cc or libtensorflow
 * @param companions libraries that are loaded before it, where they are there and there is a driver: CUDA's
 * @throws TensorFlowMissingError where it is cut short, does not load, or is older than 2.12
 */
export function openLibrary(file: string, companions: readonly string[] = []): Library {
  let library = opened.get(file);
  if (!library) {
    library = load(file, companions);
    opened.set(file, library);
  }
  return library;
}

function load(file: string, companions: readonly string[]): Library {
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  const system = koffi.load(null);
  const keep = system.func("dlopen", "void*", ["const char*", "int"]) as unknown as (path: string, flags: number) => bigint | null;
  refuseCut(file);
  const { name } = packageOf(dirname(file));
  const hasCudaDriver = keep("libcuda.so.1", flags) !== null;
  let handle: Handle;
  try {
    handle = silenceStderr(() => {
      if (hasCudaDriver) for (const companion of companions) keep(companion, flags);
      // koffi unloads at the end of the process what it loaded, and TensorFlow's threads do not survive that: it is loaded for good first.
      keep(file, flags);
      return koffi.load(file);
    });
  } catch (cause) {
    throw new TensorFlowMissingError(`${file} does not load: ${reasonOf(cause)}.`, remedies(undefined, name).broken, { cause });
  }
  const version = versionOf(handle, file);
  if (isOld(version)) {
    throw new TensorFlowMissingError(`${file} is TensorFlow ${version}; 2.12 is the oldest that works.`, remedies(undefined, name).old);
  }
  const functions = declare(handle, file);
  const copy = system.func("memcpy", "void*", ["void*", "void*", "size_t"]) as unknown as Library["copy"];
  return { file, version, hasCudaDriver, functions, copy };
}

type Handle = ReturnType<typeof koffi.load>;

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Asked for before all else: an old library may lack other functions. */
function versionOf(handle: Handle, file: string): string {
  try {
    return (handle.func("TF_Version", "const char*", []) as unknown as () => string)();
  } catch (cause) {
    throw new TensorFlowMissingError(`${file} is not TensorFlow's C library: ${reasonOf(cause)}.`, remedies().misnamed, { cause });
  }
}

/** TF_Output as koffi knows it, by value and as an array. */
const outputType = koffi.struct({ oper: "void*", index: "int" });
const structures: Readonly<Record<string, ReturnType<typeof koffi.struct>>> = {
  TF_Output: outputType,
  "TF_Output*": koffi.pointer(outputType),
};

function declare(handle: Handle, file: string): CFunctions {
  try {
    return Object.fromEntries(
      cFunctions.map(([name, result, values]) => [
        name,
        handle.func(
          name,
          result,
          values.map((type) => structures[type] ?? type),
        ),
      ]),
    ) as unknown as CFunctions;
  } catch (cause) {
    throw new TensorFlowMissingError(`${file} is no TensorFlow that this package knows: ${reasonOf(cause)}.`, undefined, { cause });
  }
}
