// Convolution as a product of matrices whose left one is never whole: a strip of it, small enough for the second cache, is gathered from
// the image — or filtered by a depthwise convolution, which makes a separable unit of it — and multiplied with all filters at once.
import { bringNear } from "../bring-near";
import { filterPixels } from "../depthwise/filter-pixels";
import { multiplyBytes } from "../bytes/multiply-bytes";
import { GROUP } from "../bytes/plan-groups";
import { BYTE_HEAD, quantiseBytes } from "../bytes/quantise-bytes";
import { blocksOf, BLOCK_BYTES, findReach } from "../bytes/reach";
import { multiplyIntegers } from "../integer/multiply-integers";
import { integerRowBytes, quantiseRows } from "../integer/quantise-rows";
import { Control, scratchOf, takePart } from "../program/control";
import { Window } from "../window";
import { findLines } from "./find-lines";
import { findPlaces } from "./find-places";
import { HEIGHT, WIDTH } from "./lanes";
import { packRows } from "./pack-rows";
import { Product } from "./product";
import { multiplyTiles, TILE } from "./tile";

/** src/wasm/tasks/convolve.ts has the fields in this order. */
@unmanaged
export class Convolve extends Product {
  /** The filter [kh, kw, C] of a separable unit, or 0. */
  depthwise: usize;
  depthwiseBias: usize;
  /** x is held above this first: 0 for a relu, else −∞. */
  floor: f32;
  /** What the depthwise step gives is held between these. */
  middleLower: f32;
  middleUpper: f32;
  /** Strips of pixels, and parts of the filters, that the work is cut into. */
  strips: i32;
  parts: i32;
  /** What a step of each filter is worth, where `panels` are whole numbers (packIntegerPanels), or 0. Windows then have one tap. */
  scales: usize;
  /** The largest whole number that a value of x becomes; of bytes, the steps from a row's least value to its largest. */
  levels: f32;
  /** What all values of each filter add up to, where `panels` are bytes (packBytePanels), or 0. */
  totals: usize;
  /** Whether bytes are summed in groups that 16 bits can hold; the panels then say what they need for it. */
  grouped: i32;
}

export function convolve(task: Convolve, control: Control, thread: i32): void {
  const taps = task.kernelHeight * task.kernelWidth;
  const depth = task.depthwise ? task.channels : taps * task.channels;
  const pixels = task.batch * task.outHeight * task.outWidth;
  const tiles = (pixels + HEIGHT - 1) / HEIGHT;
  const panels = (task.outChannels + WIDTH - 1) / WIDTH;
  // Two whole numbers or four bytes take the place of one float; before a tile of them stand the steps of its rows.
  const bytes = ASC_FEATURE_RELAXED_SIMD && task.totals != 0;
  const steps = bytes ? (depth + 3) >> 2 : task.scales ? (depth + 1) >> 1 : depth;
  const head: usize = bytes ? BYTE_HEAD : task.scales ? (HEIGHT as usize) * 4 : 0;
  const blocks = bytes && task.grouped ? blocksOf(steps) : 0;
  const spare = scratchOf(control, thread);
  const table = spare + TILE;
  const filtered = table + ((taps * HEIGHT * 4 + 15) & -16);
  const integers = filtered + (task.depthwise ? ((depth * HEIGHT * 4) as usize) : 0);
  const plan = integers + (task.scales && !bytes ? integerRowBytes(depth) * HEIGHT : 0);
  const rows = plan + (blocks > 0 ? ((steps + 1) as usize) * GROUP : 0);
  const squares = head + ((steps * HEIGHT * 4) as usize);
  const tileBytes = squares + ((blocks * 8) as usize);
  const panelBytes = ((steps * WIDTH * 4) as usize) + (blocks as usize) * BLOCK_BYTES;
  const parts = task.strips * task.parts;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const strip = part / task.parts;
    const firstTile = (strip * tiles) / task.strips;
    const endTile = ((strip + 1) * tiles) / task.strips;
    let to = rows;
    for (let tile = firstTile; tile < endTile; tile++, to += tileBytes) {
      if (bytes && (tile + 1) * HEIGHT <= pixels) bringResultNear(task, tile, table);
      if (task.depthwise) filterRows(task, control.zeros, tile * HEIGHT, pixels, table, filtered);
      else if (!gatherLines(task, tile * HEIGHT, pixels, table, to)) {
        findPlaces(task, task.x, task.xPitch, control.zeros, tile * HEIGHT, pixels, table);
        if (!task.scales) gatherRows(taps, task.channels, table, to);
      }
      if (bytes) quantiseBytes(depth, table, task.levels, blocks > 0 ? to + squares : 0, to, spare);
      else if (task.scales) quantiseRows(depth, table, task.levels, integers, to, to + head);
      else if (task.depthwise) packRows(depth, table, to);
    }
    const reach = blocks > 0 ? to : 0;
    if (reach) findReach(blocks, endTile - firstTile, rows + squares, tileBytes, reach);
    const share = part - strip * task.parts;
    const firstPanel = (share * panels) / task.parts;
    const endPanel = ((share + 1) * panels) / task.parts;
    for (let panel = firstPanel; panel < endPanel; panel++) {
      const column = (panel * WIDTH * 4) as usize;
      const b = task.panels + (panel as usize) * panelBytes;
      const bias = task.bias ? task.bias + column : 0;
      const scales = task.scales + column;
      const totals = task.totals + column;
      const columns = min(WIDTH, task.outChannels - panel * WIDTH);
      const pitch = task.residualPitch;
      const y = task.y + ((firstTile * HEIGHT) as usize) * task.yPitch + column;
      const residual = task.residual ? task.residual + ((firstTile * HEIGHT) as usize) * pitch + column : 0;
      const count = min(endTile * HEIGHT, pixels) - firstTile * HEIGHT;
      if (bytes) {
        // prettier-ignore
        multiplyBytes(steps, reach, plan, tileBytes, rows, b, y, task.yPitch, count, columns, scales, totals, bias, residual, pitch, task.lower, task.upper, spare);
      } else if (task.scales) {
        for (let row = 0, a = rows; row < count; row += HEIGHT, a += tileBytes) {
          const to = y + (row as usize) * task.yPitch;
          const besides = residual ? residual + (row as usize) * pitch : 0;
          const left = min(HEIGHT, count - row);
          // prettier-ignore
          multiplyIntegers(steps, a, a + head, b, to, task.yPitch, left, columns, scales, bias, besides, pitch, task.lower, task.upper, spare);
        }
      } else {
        multiplyTiles(depth, rows, b, y, task.yPitch, count, columns, bias, residual, pitch, task.lower, task.upper, spare);
      }
    }
  }
}

/** Gathers the rows of a tile line by line of its windows, which is less to do than tap by tap where there are few channels. */
function gatherLines(task: Convolve, first: i32, end: i32, table: usize, to: usize): bool {
  if (!findLines(task, task.x, task.xPitch, first, end, table)) return false;
  gatherRows(task.kernelHeight, task.kernelWidth * task.channels, table, to);
  return true;
}

function gatherRows(taps: i32, channels: i32, table: usize, to: usize): void {
  for (let tap = 0; tap < taps; tap++, table += HEIGHT * 4) to = packRows(channels, table, to);
}

/** The depthwise step of HEIGHT pixels, at `filtered`; `table` then says where each is. */
function filterRows(task: Convolve, zeros: usize, first: i32, end: i32, table: usize, filtered: usize): void {
  const pitch = (task.channels * 4) as usize;
  filterPixels(
    task,
    task.x,
    task.xPitch,
    zeros,
    first,
    end,
    table,
    task.depthwise,
    task.depthwiseBias,
    task.floor,
    filtered,
    pitch,
    task.middleLower,
    task.middleUpper,
  );
  for (let row = 0; row < HEIGHT; row++) i32.store(table + ((row * 4) as usize), (filtered + (row as usize) * pitch) as i32);
}

/**
 * Where a tile's result will be written: by products of bytes so soon that they would have to wait for it, half a line of the cache at a
 * time. Products of floats take long enough.
 */
function bringResultNear(task: Convolve, tile: i32, spare: usize): void {
  if (task.yPitch != ((task.outChannels * 4) as usize)) return;
  const bytes = (HEIGHT as usize) * task.yPitch;
  i32.store(spare, bringNear(task.y + (tile as usize) * bytes, bytes));
}
