// What the AssemblyScript module exports (assembly/index.ts). Tensors, `window`, `zeros` and scratch are offsets in bytes.

type Offset = number;

export interface Exports {
  /** Runs the program of a control, together with the threads that serve it. */
  runProgram(control: Offset): void;
  /** Lays out b [K, N] of 8-bit integers for products with bytes; with what is known of blocks of steps where sums are made in groups. */
  packBytePanels(K: number, N: number, b: Offset, blocks: boolean, panels: Offset): void;
  /** What the machine's instructions make of a [16] and b [16] bytes: [4] sums of 32 bits and [8] of 16; nothing in the build without them. */
  tryByteProducts(a: Offset, b: Offset, to: Offset): void;
  /** Lays out b [K, N] of 8-bit integers for products with it. */
  packIntegerPanels(K: number, N: number, b: Offset, panels: Offset): void;
  /** Lays out b [K, N], whose element (k, n) lies at b + k·bStep + n·bColumn bytes, for products with it. */
  packPanels(K: number, N: number, b: Offset, bStep: number, bColumn: number, panels: Offset): void;
  expandChannels(rows: number, channels: number, multiplier: number, padded: number, from: Offset, to: Offset): void;
  contractChannels(rows: number, channels: number, multiplier: number, padded: number, from: Offset, to: Offset): void;
}
