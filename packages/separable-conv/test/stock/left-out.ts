// The published tests that are left out, and why.
import type { Exclusions } from "./load-stock-tests.ts";

const noSuchShapes = "asks for dx of 4×4 from dy of 8×8 with stride 1 and padding same, shapes of no convolution: our kernels refuse them";
const noChannelsFirst = "this backend of TensorFlow.js has no forward convolution of [N, C, H, W]";
const oneBias = "TensorFlow.js' wasm backend takes one bias a channel and no other";
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

/** Those of fused convolutions of [N, C, H, W]. */
const fusedChannelsFirst: Exclusions = Object.fromEntries(
  [
    ...["basic in NCHW", "basic in NCHW with scalar bias", "basic in NCHW with 1-D bias", "basic in NCHW with bias and multiple batches"],
    ...["scalar", "1-D", "3-D", "full 3-D"].map((shape) => `basic in NCHW with ${shape} PReLU actiavation`),
    ...["im2row", "batch"].flatMap((how) => [
      ...[`${how} in NCHW`, `${how} in NCHW with scalar bias`, `${how} in NCHW with 1-D bias`],
      ...["scalar", "1-D", "3-D", "full 3-D"].map((shape) => `${how} in NCHW with ${shape} PReLU actiavation weights`),
    ]),
  ].map((title) => [`fused conv2d ${title}`, noChannelsFirst]),
);

/** What our kernels leave to those of TensorFlow.js, and those refuse. */
const stockRefuses: Exclusions = {
  "matmul upcasts when dtypes dont match": "its product takes float32 only",
  "fused conv2d basic with broadcasted bias and relu": oneBias,
  "fused conv2d im2row with broadcasted bias and relu": oneBias,
  "fused conv2d gradient x=[2,3,3,1] f=[2,2,1,1] s=1 p=0 with bias": oneBias,
  "fused depthwiseConv2D basic with broadcasted bias and relu": oneBias,
  "fused depthwiseConv2D gradient x=[2,3,3,1] f=[2,2,1,1] s=1 p=0 with bias": oneBias,
  "fused matmul fused A x B with 2d bias and relu": oneBias,
  "fused matmul fused A x B with relu and broadcasted bias different rank": oneBias,
  "fused matmul fused A x B with 2d bias only": oneBias,
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
  ...fusedChannelsFirst,
  ...stockRefuses,
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
  tensorflow: { ...everywhere, ...cpu, ...fusedChannelsFirst, ...withinPadding },
};
