// What tells our single-file models from other safetensors files.

export const formatName = "xception";
/** Raised when a reader of the present version could not read the file rightly. */
export const formatVersion = 1;
/** Of files with kernels of whole numbers, which a reader of version 1 cannot read. */
export const integerVersion = 2;

/** The array beside a kernel of whole numbers that says what a step of each output channel is worth: float32 [O]. */
export const stepsName = (kernel: string): string => `${kernel}_steps`;
