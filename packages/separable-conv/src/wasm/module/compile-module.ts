// The module of kernels in its two builds, compiled once for each kind of memory.
import { relaxed, simd } from "./binary.generated.ts";

/** `relaxed` multiplies and adds in one step; what that gives in the last bit is the processor's choice. `simd` runs everywhere. */
export type Build = "simd" | "relaxed";

export interface CompiledModule {
  readonly module: WebAssembly.Module;
  readonly build: Build;
}

export interface ModuleChoice {
  /** For memory that threads share. */
  readonly shared: boolean;
  /** The best that the machine has unless given. */
  readonly build?: Build | undefined;
}

const builds: readonly (readonly [Build, typeof simd])[] = [
  ["relaxed", relaxed],
  ["simd", simd],
];
const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** The first build that this machine can run; undefined where it has no SIMD, or not the build that was asked for. */
export async function compileModule({ shared, build }: ModuleChoice): Promise<CompiledModule | undefined> {
  for (const [name, { binary, memoryKind }] of builds) {
    if (build !== undefined && build !== name) continue;
    const key = `${name}/${shared ? "shared" : "own"}`;
    const known = compiled.get(key);
    if (known) return { module: await known, build: name };
    const bytes = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
    bytes[memoryKind] = shared ? 3 : 1;
    if (!WebAssembly.validate(bytes)) continue;
    const module = WebAssembly.compile(bytes);
    compiled.set(key, module);
    return { module: await module, build: name };
  }
  return undefined;
}
