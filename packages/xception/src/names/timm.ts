// Names and layouts of timm's legacy_xception (Cadene's port of Keras' weights to PyTorch), as data.
//
// Two things differ from Keras besides names, and both change the answers; the variant "xception-timm" has them. Batch normalisation adds
// 1e-5 to the variance, not 1e-3. Max-pools have a border on both sides, so that on an even map their windows lie one pixel earlier than
// TensorFlow's "same": at 299 pixels that is block3_pool alone, at 224 there are more. The stem's convolutions are unpadded in both.
//
// timm numbers its blocks without the stem, so its block1 is block 2 here, and counts every layer within one: a ReLU, where there is one,
// then the convolution, then its normalisation. Its first block has no ReLU before the first convolution.
import type { NameMap, NameRule, Transform } from "@xception/weights";

/** [O, C, kh, kw] → [kh, kw, C, O] */
const convolutionLayout: readonly Transform[] = [{ transpose: [2, 3, 1, 0] }];
/** [C, 1, kh, kw] → [kh, kw, C, 1] */
const depthwiseLayout: readonly Transform[] = [{ transpose: [2, 3, 0, 1] }];
/** [O, C] → [C, O] */
const denseLayout: readonly Transform[] = [{ transpose: [1, 0] }];

const batchNorm = (from: string, to: string): readonly NameRule[] => [
  { from: `${from}.weight`, to: `${to}/gamma` },
  { from: `${from}.bias`, to: `${to}/beta` },
  { from: `${from}.running_mean`, to: `${to}/moving_mean` },
  { from: `${from}.running_var`, to: `${to}/moving_variance` },
];
const convolution = (from: string, normalisation: string, to: string): readonly NameRule[] => [
  { from: `${from}.weight`, to: `${to}/kernel`, transforms: convolutionLayout },
  ...batchNorm(normalisation, `${to}_bn`),
];
const separable = (from: string, normalisation: string, to: string): readonly NameRule[] => [
  { from: `${from}.conv1.weight`, to: `${to}/depthwise_kernel`, transforms: depthwiseLayout },
  { from: `${from}.pointwise.weight`, to: `${to}/pointwise_kernel`, transforms: convolutionLayout },
  ...batchNorm(normalisation, `${to}_bn`),
];

/** For `applyNameMap` of @xception/weights, and through `invertNameMap` for the way back. */
export const timmNames: NameMap = {
  rules: [
    ...convolution("conv1", "bn1", "block1_conv1"),
    ...convolution("conv2", "bn2", "block1_conv2"),
    ...separable("block1.rep.0", "block1.rep.1", "block2_sepconv1"),
    ...separable("block1.rep.3", "block1.rep.4", "block2_sepconv2"),
    // Before the rules with numbers, which on the way back would take block 14 for one of theirs.
    ...separable("conv3", "bn3", "block14_sepconv1"),
    ...separable("conv4", "bn4", "block14_sepconv2"),
    ...separable("block{n#}.rep.1", "block{n#}.rep.2", "block{n+1}_sepconv1"),
    ...separable("block{n#}.rep.4", "block{n#}.rep.5", "block{n+1}_sepconv2"),
    ...separable("block{n#}.rep.7", "block{n#}.rep.8", "block{n+1}_sepconv3"),
    ...convolution("block{n#}.skip", "block{n#}.skipbn", "block{n+1}_shortcut"),
    { from: "fc.weight", to: "predictions/kernel", transforms: denseLayout },
    { from: "fc.bias", to: "predictions/bias" },
  ],
  // How many batches the moving averages have seen: nothing reads it.
  ignore: ["{layer*}.num_batches_tracked"],
};
