// The way back of full convolutions (1×1 among them), as products of matrices. With patches [N·H′·W′, kh·kw·C] and y = patches · filter:
//   dpatches = dy · filterᵀ, scattered into dx        dfilter = patchesᵀ · dy
// A 1×1 convolution of every pixel needs no patches: x is the matrix. The work goes in blocks of `rows` pixels of the output.
// Scratch: panels of the packed operand, then patches; src/kernels/wasm/convolution.ts knows their sizes.
import { fill, gatherPatches, scatterPatches } from "./patches";
import { multiply, packPanels } from "./tile";
import { Window } from "../window";

function isPlain(window: Window): bool {
  return window.kernelHeight * window.kernelWidth == 1 && window.strideY * window.strideX == 1 && window.padTop + window.padLeft == 0;
}

export function convolveBackpropInput(at: usize, dy: usize, filter: usize, dx: usize, rows: i32, panels: usize, patches: usize): void {
  const window = changetype<Window>(at);
  const plain = isPlain(window);
  const depth = window.kernelHeight * window.kernelWidth * window.channels;
  const filters = window.outChannels;
  const pixels = window.batch * window.outHeight * window.outWidth;
  packPanels(filters, depth, filter, 4, (filters * 4) as usize, panels);
  if (!plain) fill(dx, window.batch * window.height * window.width * window.channels * 4);
  for (let first = 0; first < pixels; first += rows) {
    const count = min(rows, pixels - first);
    const a = dy + ((first * filters * 4) as usize);
    const c = plain ? dx + ((first * depth * 4) as usize) : patches;
    multiply(count, depth, filters, a, (filters * 4) as usize, 4, panels, c, (depth * 4) as usize, false);
    if (!plain) scatterPatches(window, patches, first, count, dx);
  }
}

export function convolveBackpropFilter(at: usize, x: usize, dy: usize, dfilter: usize, rows: i32, panels: usize, patches: usize): void {
  const window = changetype<Window>(at);
  const plain = isPlain(window);
  const depth = window.kernelHeight * window.kernelWidth * window.channels;
  const filters = window.outChannels;
  const pixels = window.batch * window.outHeight * window.outWidth;
  fill(dfilter, depth * filters * 4);
  for (let first = 0; first < pixels; first += rows) {
    const count = min(rows, pixels - first);
    if (!plain) gatherPatches(window, x, first, count, patches);
    const a = plain ? x + ((first * depth * 4) as usize) : patches;
    packPanels(count, filters, dy + ((first * filters * 4) as usize), (filters * 4) as usize, 4, panels);
    multiply(depth, filters, count, a, 4, (depth * 4) as usize, panels, dfilter, (filters * 4) as usize, true);
  }
}
