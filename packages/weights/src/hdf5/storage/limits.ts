// How large values may be, so that a small file cannot ask for all memory.

/** Times that values may be larger than the file: what deflate can reach. */
export const maximumExpansion = 1032;
/** Bytes of one array: what one buffer holds on every platform. */
export const maximumLength = 2 ** 31;
