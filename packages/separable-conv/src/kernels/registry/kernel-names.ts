// Kernels that TensorFlow.js has no name for.

/** { x, scale, offset } → [y, mean, variance] with the batch's own statistics; attribute `epsilon`. */
export const BatchNormTraining = "BatchNormTraining";

/** { dy, x, scale, mean, variance } → [dx, dscale, doffset]; attribute `epsilon`. */
export const BatchNormTrainingGrad = "BatchNormTrainingGrad";

/** As BatchNormTraining, and y passes a relu. */
export const BatchNormRelu = "BatchNormRelu";

/** As BatchNormTrainingGrad, with that y beside. */
export const BatchNormReluGrad = "BatchNormReluGrad";

/** { dy, y } → dx of y = max(x, 0). */
export const ReluGrad = "ReluGrad";

/** { x, depthwise, pointwise } → pointwise(depthwise(x)), for 4 channels or more with one filter each; attributes of a convolution. */
export const SeparableConv2D = "SeparableConv2D";

/** { moving, value } → moving · momentum + value · (1 − momentum); attribute `momentum`. */
export const MovingAverage = "MovingAverage";
