// What the AssemblyScript module exports (assembly/index.ts). Tensors, `window`, `zeros` and scratch are offsets in bytes.

type Offset = number;

export interface Exports {
  /** Runs the program of a control, together with the threads that serve it. */
  runProgram(control: Offset): void;
  /** Lays out b [K, N] of 8-bit integers for products with it. */
  packIntegerPanels(K: number, N: number, b: Offset, panels: Offset): void;
  /** Lays out b [K, N], whose element (k, n) lies at b + k·bStep + n·bColumn bytes, for products with it. */
  packPanels(K: number, N: number, b: Offset, bStep: number, bColumn: number, panels: Offset): void;
  /** A filter [taps, C, O] as [taps, O, C], taps in the reverse order. */
  turnFilter(taps: number, channels: number, filters: number, from: Offset, to: Offset): void;
  expandChannels(rows: number, channels: number, multiplier: number, padded: number, from: Offset, to: Offset): void;
  contractChannels(rows: number, channels: number, multiplier: number, padded: number, from: Offset, to: Offset): void;
}
