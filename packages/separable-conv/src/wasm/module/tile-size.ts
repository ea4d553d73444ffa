import type { Build } from "./compile-module.ts";

/** Columns of the register tile (assembly/product/lanes.ts). */
export const tileWidth = 8;

/** Rows of the register tile. */
export const tileHeight = (build: Build): number => (build === "relaxed" ? 6 : 4);
