// Figure 5 of the paper as a table. A module is a run of separable convolutions, a max-pool where it halves the map, and a shortcut
// around both; blocks are numbered through all flows from 1, the stem, as Keras numbers its layers.

/** Where the ReLUs of a module stand: before each convolution, between them only, or after each batch normalisation. */
export type ActivationPlace = "before" | "between" | "after";

/** How a module's input is added to its result: through a 1x1 convolution that changes its shape, as it is, or not at all. */
export type Shortcut = "convolution" | "identity" | "none";

/** One convolution of the stem: 3x3, without bias, followed by batch normalisation and ReLU. `stride` in pixels. */
export interface StemConvolution {
  readonly filters: number;
  readonly stride: 1 | 2;
}

/** One module: the filters of its separable convolutions in order, and what stands around them. `stride` in pixels. */
export interface Module {
  readonly filters: readonly number[];
  readonly stride: 1 | 2;
  readonly shortcut: Shortcut;
  readonly activation: ActivationPlace;
}

/** The figure's flows, in order. `stemPadding` says whether the stem trims the border of the image (the figure) or keeps it. */
export interface Architecture {
  readonly stemPadding: "valid" | "same";
  readonly stem: readonly StemConvolution[];
  readonly entry: readonly Module[];
  readonly middle: readonly Module[];
  readonly exit: readonly Module[];
}

const entry = (filters: number, activation: ActivationPlace = "before"): Module => ({
  filters: [filters, filters],
  stride: 2,
  shortcut: "convolution",
  activation,
});
const middle: Module = { filters: [728, 728, 728], stride: 1, shortcut: "identity", activation: "before" };

/** Figure 5: 36 convolution layers in 14 modules, all but the first and the last with a shortcut. 299 pixels become 10. */
export const figure5: Architecture = {
  stemPadding: "valid",
  stem: [
    { filters: 32, stride: 2 }, // 299 → 149
    { filters: 64, stride: 1 }, // → 147
  ],
  entry: [entry(128, "between"), entry(256), entry(728)], // → 74 → 37 → 19
  middle: Array.from({ length: 8 }, () => middle),
  exit: [
    { filters: [728, 1024], stride: 2, shortcut: "convolution", activation: "before" }, // → 10
    { filters: [1536, 2048], stride: 1, shortcut: "none", activation: "after" },
  ],
};

/** All modules of an architecture in order; the first is block 2, since the stem is block 1. */
export const modulesOf = ({ entry, middle, exit }: Architecture): readonly Module[] => [...entry, ...middle, ...exit];
