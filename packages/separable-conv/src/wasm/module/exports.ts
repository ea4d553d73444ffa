// What the AssemblyScript module exports (assembly/index.ts). Tensors, `window`, `zeros` and scratch are offsets in bytes.

type Offset = number;

export interface Exports {
  /** Runs the program of a control, together with the threads that serve it. */
  runProgram(control: Offset): void;
  /** Lays out b [K, N], whose element (k, n) lies at b + k·bStep + n·bColumn bytes, for products with it. */
  packPanels(K: number, N: number, b: Offset, bStep: number, bColumn: number, panels: Offset): void;
  convolveBackpropInput(window: Offset, dy: Offset, filter: Offset, dx: Offset, rows: number, panels: Offset, patches: Offset): void;
  convolveBackpropFilter(window: Offset, x: Offset, dy: Offset, dfilter: Offset, rows: number, panels: Offset, patches: Offset): void;
  depthwise(window: Offset, x: Offset, filter: Offset, y: Offset): void;
  depthwiseBackpropInput(window: Offset, dy: Offset, filter: Offset, dx: Offset): void;
  depthwiseBackpropFilter(window: Offset, x: Offset, dy: Offset, dfilter: Offset): void;
  depthwise3x3(window: Offset, zeros: Offset, x: Offset, filter: Offset, y: Offset, flipped: boolean): void;
  depthwise3x3BackpropFilter(window: Offset, zeros: Offset, x: Offset, dy: Offset, dfilter: Offset): void;
  expandChannels(rows: number, channels: number, multiplier: number, padded: number, from: Offset, to: Offset): void;
  contractChannels(rows: number, channels: number, multiplier: number, padded: number, from: Offset, to: Offset): void;
  maxPoolGrad(window: Offset, dy: Offset, x: Offset, dx: Offset): void;
  batchStatistics(rows: number, channels: number, x: Offset, mean: Offset, variance: Offset, scratch: Offset): void;
  batchNormalise(
    rows: number,
    channels: number,
    x: Offset,
    mean: Offset,
    variance: Offset,
    scale: Offset,
    offset: Offset,
    epsilon: number,
    y: Offset,
    scratch: Offset,
  ): void;
  batchNormGradient(
    rows: number,
    channels: number,
    dy: Offset,
    x: Offset,
    scale: Offset,
    mean: Offset,
    variance: Offset,
    epsilon: number,
    dx: Offset,
    dscale: Offset,
    doffset: Offset,
    scratch: Offset,
  ): void;
  reluGrad(count: number, dy: Offset, y: Offset, dx: Offset): void;
}
