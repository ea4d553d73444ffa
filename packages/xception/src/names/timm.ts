// Names and layouts of timm's legacy_xception (Cadene's port of Keras' weights to PyTorch), as data derived from the same table.
//
// Three things differ from Keras besides names, and all three change the answers (the variant "xception-timm" has the first two):
// batch normalisation adds 1e-5 to the variance, not 1e-3; max-pools have a border on both sides, so that on an even map their windows
// lie one pixel earlier than TensorFlow's "same" (at 299 pixels only block3_pool, at 224 several); the stem's convolutions are unpadded
// in both. timm's blocks are numbered without the stem: its block1 is block 2 here.
import { figure5, modulesOf, type Architecture, type Module } from "../architecture/architecture.ts";

/** Order of a PyTorch array's axes that gives this house's layout, by what the array is. */
export const axes = {
  /** [O, C, kh, kw] → [kh, kw, C, O] */
  convolution: [2, 3, 1, 0],
  /** [C, 1, kh, kw] → [kh, kw, C, 1] */
  depthwise: [2, 3, 0, 1],
  /** [O, C] → [C, O] */
  dense: [1, 0],
  vector: [0],
} as const;

/** One array: its name there, its name here, and how its axes go over. */
export interface ForeignName {
  readonly theirs: string;
  readonly ours: string;
  readonly layout: keyof typeof axes;
}

/** All arrays of legacy_xception but the counters `num_batches_tracked`, which inference does not read. */
export function timmNames(architecture: Architecture = figure5): readonly ForeignName[] {
  const stem = architecture.stem.flatMap((_, index) => convolution(`conv${index + 1}`, `bn${index + 1}`, `block1_conv${index + 1}`));
  const blocks = modulesOf(architecture).flatMap((module, index) => block(module, index, architecture.stem.length));
  return [...stem, ...blocks, name("fc.weight", "predictions/kernel", "dense"), name("fc.bias", "predictions/bias", "vector")];
}

function block(module: Module, index: number, stemLength: number): readonly ForeignName[] {
  const theirs = `block${index + 1}`;
  const ours = `block${index + 2}`;
  const separables = module.filters.flatMap((_, position) => {
    // The last module stands outside of timm's blocks, numbered on from the stem.
    const number = stemLength + position + 1;
    if (module.activation === "after") return separable(`conv${number}`, `bn${number}`, `${ours}_sepconv${position + 1}`);
    // `rep` counts every layer: a ReLU, where there is one, then the convolution, then its normalisation.
    const at = position * 3 + (module.activation === "before" ? 1 : 0);
    return separable(`${theirs}.rep.${at}`, `${theirs}.rep.${at + 1}`, `${ours}_sepconv${position + 1}`);
  });
  const isConvolution = module.shortcut === "convolution";
  return [...separables, ...(isConvolution ? convolution(`${theirs}.skip`, `${theirs}.skipbn`, `${ours}_shortcut`) : [])];
}

const name = (theirs: string, ours: string, layout: ForeignName["layout"]): ForeignName => ({ theirs, ours, layout });

const convolution = (theirs: string, normalisation: string, ours: string): readonly ForeignName[] => [
  name(`${theirs}.weight`, `${ours}/kernel`, "convolution"),
  ...batchNorm(normalisation, `${ours}_bn`),
];

const separable = (theirs: string, normalisation: string, ours: string): readonly ForeignName[] => [
  name(`${theirs}.conv1.weight`, `${ours}/depthwise_kernel`, "depthwise"),
  name(`${theirs}.pointwise.weight`, `${ours}/pointwise_kernel`, "convolution"),
  ...batchNorm(normalisation, `${ours}_bn`),
];

const batchNorm = (theirs: string, ours: string): readonly ForeignName[] => [
  name(`${theirs}.weight`, `${ours}/gamma`, "vector"),
  name(`${theirs}.bias`, `${ours}/beta`, "vector"),
  name(`${theirs}.running_mean`, `${ours}/moving_mean`, "vector"),
  name(`${theirs}.running_var`, `${ours}/moving_variance`, "vector"),
];
