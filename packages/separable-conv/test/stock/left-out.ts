// The published tests that are left out, and why.
import type { Exclusions } from "./load-stock-tests.ts";

const noSuchShapes = "asks for dx of 4×4 from dy of 8×8 with stride 1 and padding same, shapes of no convolution: our kernels refuse them";
const noChannelsFirst = "TensorFlow.js' wasm backend has no forward convolution of [N, C, H, W]";
const insidePadding = "the window lies in the padding, where there is nothing to take the maximum or the mean of";

const everywhere: Exclusions = {
  "depthwiseConv2d gradients throws error on dilations > 1": "asserts that there is no gradient, and here is one",
  "avgPool gradient x=[3,3,1] f=[3,3] s=1 p=explicit":
    "asserts that a window at the edge divides by its padding too, which its own forward pass and TensorFlow do not",
};

const withinPadding: Exclusions = {
  "pool max x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs default rounding": insidePadding,
  "pool avg x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs default rounding": insidePadding,
};

const wasm: Exclusions = {
  "conv2dTranspose input=8x8x8,output=4x4x8,f=8,s=1,inDepth=8,p=same vec4": noSuchShapes,
  "conv2d x=[2,1,2,2] f=[1,1,1,1] s=1 d=1 p=0 NCHW": noChannelsFirst,
  "conv2d x=[1,2,2] f=[2,2,1,1] s=1 d=1 p=same NCHW": noChannelsFirst,
  "conv2d x=[4,2,2] f=[1,1,4,4] s=1 d=1 p=same NCHW": noChannelsFirst,
  "conv2d x=[3,2,2] f=[1,1,3,4] s=1 d=1 p=same NCHW": noChannelsFirst,
  "conv2d x=[2,2,2,2] f=[1,1,4,4] s=1 d=1 p=same NCHW": noChannelsFirst,
  "conv2d x=[4,2,2] f=[2,2,4,4] s=1 d=1 p=same NCHW": noChannelsFirst,
  "conv2d x=[1,2,2] f=[2,2,1,1] s=1 d=1 p=explicit NCHW": noChannelsFirst,
  "conv2d x=[2,2,2] f=[2,2,2,1] s=1 d=1 p=same NCHW": noChannelsFirst,
  "conv2d x=[2,1,2,2] f=[2,2,1,1] s=1 d=1 p=same NCHW": noChannelsFirst,
  "conv2d gradient x=[1,1,3,3] f=[2,2,1,1] s=1 p=0 NCHW": noChannelsFirst,
  "conv2d gradient x=[2,1,3,3] f=[2,2,1,1] s=1 p=0 NCHW": noChannelsFirst,
  ...withinPadding,
};

const cpu: Exclusions = {
  "conv2dTranspose input=8x8x8,output=4x4x8,f=8,s=1,inDepth=8,p=same vec4": noSuchShapes,
};

/** Titles to leave out on a backend. */
export const leftOut: Readonly<Record<string, Exclusions>> = {
  cpu: { ...everywhere, ...cpu },
  wasm: { ...everywhere, ...wasm },
  webgpu: everywhere,
  tensorflow: { ...everywhere, ...cpu, ...withinPadding },
};
