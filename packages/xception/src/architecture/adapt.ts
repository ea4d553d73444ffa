// What a variant changes of Figure 5, each as a function from table to table.
import type { Architecture, Module } from "./architecture.ts";

const mapModules = (architecture: Architecture, change: (module: Module) => Module): Architecture => ({
  ...architecture,
  entry: architecture.entry.map(change),
  middle: architecture.middle.map(change),
  exit: architecture.exit.map(change),
});

/** Every multiple of 8 that the paper's widths are stays one, so that kernels which take 4 or 8 channels at a time have no rest. */
const nearestWidth = (filters: number, width: number): number => Math.max(8, Math.round((filters * width) / 8) * 8);

/** All filters times `width`, rounded to the nearest multiple of 8 and never below 8; 1 is the paper's. */
export function withWidth(architecture: Architecture, width: number): Architecture {
  const stem = architecture.stem.map((convolution) => ({ ...convolution, filters: nearestWidth(convolution.filters, width) }));
  return mapModules({ ...architecture, stem }, (module) => ({
    ...module,
    filters: module.filters.map((filters) => nearestWidth(filters, width)),
  }));
}

/** The middle flow's module `count` times; 8 is the paper's. */
export function withMiddleModules(architecture: Architecture, count: number): Architecture {
  const [module] = architecture.middle;
  return { ...architecture, middle: module ? Array.from({ length: count }, () => module) : [] };
}

/** Section 4.6: the same convolutions with no shortcut around any module. */
export const withoutResiduals = (architecture: Architecture): Architecture =>
  mapModules(architecture, (module) => ({ ...module, shortcut: "none" }));

/** Pixels per step of the places that may halve the map; the figure has 2 at each. */
export interface Strides {
  /** The first convolution. */
  readonly stem: 1 | 2;
  /** The three modules of the entry flow. */
  readonly entry: readonly [1 | 2, 1 | 2, 1 | 2];
  /** The first module of the exit flow. */
  readonly exit: 1 | 2;
}

/** Other strides, with the stem's padding that belongs to them. */
export function withStrides(architecture: Architecture, strides: Strides, stemPadding: Architecture["stemPadding"]): Architecture {
  const [first, ...rest] = architecture.stem;
  const [exit, ...last] = architecture.exit;
  return {
    ...architecture,
    stemPadding,
    stem: first ? [{ ...first, stride: strides.stem }, ...rest] : [],
    entry: architecture.entry.map((module, index) => ({ ...module, stride: strides.entry[index] ?? 1 })),
    exit: exit ? [{ ...exit, stride: strides.exit }, ...last] : [],
  };
}
