// The published tests that are left out, and why. A key that ends with "…" stands for all tests whose titles start so.
import type { Exclusions } from "./declare-stock-tests.ts";

const noKernel = "TensorFlow.js publishes no kernel of it for Node";
const noPadding = "TensorFlow's operation takes no padding in pixels, and the published kernel refuses it by an error that says so";
const noChannelsFirst = "the published kernel refuses [N, C, H, W] by an error that says so";
const noStrings = "TensorFlow compares strings for equality only";
const onlyFloats = "TensorFlow has the operation for floating point only";
const otherShapes = "asks for updates whose shape does not begin with that of the indices, which TensorFlow refuses";

const because = (reason: string, titles: readonly string[]): Exclusions => Object.fromEntries(titles.map((title) => [title, reason]));

export const leftOut: Exclusions = {
  ...because(noKernel, [
    "bitwiseAnd …",
    "denseBincount …",
    "lowerBound …",
    "maxPoolWithArgmax …",
    "raggedGather …",
    "raggedRange …",
    "raggedTensorToTensor …",
    "searchSorted …",
    "sparseFillEmptyRows …",
    "sparseReshape …",
    "sparseSegmentMean …",
    "sparseSegmentSum …",
    "stringNGrams …",
    "stringSplit …",
    "stringToHashBucketFast …",
    "image.transform …",
    "upperBound …",
  ]),
  ...because(noPadding, [
    "avgPool3d x=[1,2,2,2,1] f=[2,2,2] s=1 p=1 roundingMode=floor",
    "avgPool3d x=[1,1,1,1,1] f=[2,2,2] s=1 p=2",
    "avgPool x=[3,3,1] f=[3,3] s=1 p=explicit",
    "avgPool x=[2,2,3] f=[2,2] s=3 p=1 …",
    "avgPool x=[2,2,3] f=[1,1] s=2 p=1 dimRoundingMode=floor",
    "avgPool gradient x=[3,3,1] f=[3,3] s=1 p=explicit",
    "conv2dTranspose input=3x3x1,d2=1,f=2,s=2,p=explicit",
    "conv2dTranspose gradient input=[1,3,3,1] f=[2,2,2,1] s=[1,1] p=explicit",
    "maxPool3d x=[1,2,2,2,1] f=[2,2,2] s=1 p=1 roundingMode=floor",
    "maxPool x=[3,3,1] f=[3,3] s=1 p=explicit",
    "maxPool x=[2,2,3] f=[2,2] s=3 p=1 …",
    "maxPool x=[2,2,3] f=[1,1] s=2 p=1 dimRoundingMode=floor",
    "maxPoolBackprop gradient x=[3,3,1] f=3 s=1 p=explicit",
    "pool max x=[3,3,1] f=[3,3] s=1 d=1 p=explicit",
    "pool max x=[3,3,1] f=[3,3] s=3 d=1 p=explicit …",
    "pool max x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs default rounding",
    "pool avg x=[3,3,1] f=[3,3] s=1 d=1 p=explicit",
    "pool avg x=[3,3,1] f=[3,3] s=3 d=1 p=explicit …",
    "pool avg x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs default rounding",
  ]),
  ...because(noChannelsFirst, ["fused conv2d basic in NCHW…", "fused conv2d im2row in NCHW…", "fused conv2d batch in NCHW…"]),
  ...because(noStrings, [
    "greaterEqual should support string comparison",
    "greater should support string comparison",
    "lessEqual should support string comparison",
    "less should support string comparison",
  ]),
  ...because(onlyFloats, ["leakyrelu int32", "step kernel with int32 tensor", "diag bool"]),
  ...because(otherShapes, [
    "scatterND should work for 2d",
    "scatterND should work for simple 1d",
    "scatterND should work for multiple 1d",
    "scatterND should sum the duplicated indices",
    "scatterND should work for tensorLike input",
  ]),
  ...because("asserts an error for what TensorFlow computes", [
    "einsum 2d matrix calculate trace: duplicate axes not implemented yet",
    "einsum nonexistent dimension throws error",
  ]),
  "avgPool3d x=[1,1,1,1,1] f=[1,1,3] s=1 p=valid": "asks for a map of a negative length, which TensorFlow refuses",
  "conv2dTranspose input=8x8x8,output=4x4x8,f=8,s=1,inDepth=8,p=same vec4": "asks for dx of 4×4 from dy of 8×8, shapes of no convolution",
  "multinomial creates the same data given the same seed":
    "a generator of TensorFlow's goes on from where its last call with the seed ended",
  "tan numbers exceed float32 precision": "asserts all digits of a float32 near a pole; TensorFlow's is off by 1 in 10⁷",
  "unique 1d tensor with NaN and Infinity": "TensorFlow takes each NaN for a value of its own",
};
