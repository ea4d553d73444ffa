// What the page's address asks for: ?model=URL&labels=URL&backend=wasm&size=150&resize=nearest&fit=crop
import { backendNames, type BackendName } from "@xception/backends";
import type { Preprocessing } from "@xception/preprocessing";

/** The address, read. */
export interface UrlParameters {
  /** Absolute address of the model to open. */
  readonly model?: string;
  readonly labels?: string;
  readonly backend?: BackendName;
  /** Overrides what the model states. */
  readonly preprocessing: Partial<Pick<Preprocessing, "size" | "resize" | "fit">>;
  /** Parameters whose values are not possible ones, as sentences. */
  readonly complaints: readonly string[];
}

/** Reads the parameters of an address. */
export function readUrlParameters(address: string): UrlParameters {
  const { searchParams } = new URL(address);
  const complaints: string[] = [];

  function choice<Name extends string>(parameter: string, possible: readonly Name[]): Name | undefined {
    const value = searchParams.get(parameter);
    if (value === null) return undefined;
    const found = possible.find((name) => name === value);
    if (found === undefined) complaints.push(`[address] ${parameter} is "${value}". Choose one of ${possible.join(", ")}.`);
    return found;
  }

  function size(): Preprocessing["size"] | undefined {
    const value = searchParams.get("size");
    if (value === null) return undefined;
    const [, height, width] = /^(\d{1,4})(?:x(\d{1,4}))?$/.exec(value) ?? [];
    if (Number(height) > 0 && Number(width ?? height) > 0) return [Number(height), Number(width ?? height)];
    complaints.push(`[address] size is "${value}". Give pixels, such as 150, or height x width, such as 150x200.`);
    return undefined;
  }

  function link(parameter: string): string | undefined {
    const value = searchParams.get(parameter);
    return value === null || value === "" ? undefined : new URL(value, address).href;
  }

  const preprocessing = withoutUndefined({
    size: size(),
    resize: choice("resize", ["nearest", "bilinear", "bicubic"]),
    fit: choice("fit", ["stretch", "crop"]),
  });
  return {
    ...withoutUndefined({ model: link("model"), labels: link("labels"), backend: choice("backend", backendNames) }),
    preprocessing,
    complaints,
  };
}

/** Drops what is absent, so that spreading it over defaults changes nothing. */
function withoutUndefined<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };
}
