// What the module exports; all take offsets into a memory that is their caller's.
export { packBytePanels } from "./bytes/pack-byte-panels";
export { tryByteProducts } from "./bytes/try-byte-products";
export { packIntegerPanels } from "./integer/pack-integer-panels";
export { packPanels } from "./product/pack-panels";
export { runProgram, serve } from "./program/run";
export { contractChannels, expandChannels } from "./layout/channels";
