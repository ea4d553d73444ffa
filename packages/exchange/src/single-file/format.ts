// What tells our single-file models from other safetensors files.

export const formatName = "xception";
/** Raised when a reader of the present version could not read the file rightly. */
export const formatVersion = 1;
