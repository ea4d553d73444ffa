// The gradient of a convolution's filter as a product of matrices: dfilter[kh·kw·C, O] = patchesᵀ · dy over all pixels of the output, some
// of them at a time, so that both operands of a block lie in the second cache; from the second block on, what is there is added. Where there
// are many pixels, groups of them have a result each, and those are added afterwards.
import { HEIGHT, WIDTH } from "../product/lanes";
import { packPanels } from "../product/pack-panels";
import { multiplyTiles, TILE } from "../product/tile";
import { Control, scratchOf, takePart } from "../program/control";
import { Window } from "../window";

/** src/wasm/tasks/training/filter-gradient.ts has the fields in this order. */
@unmanaged
export class FilterGradient extends Window {
  x: usize;
  dy: usize;
  /** A result for each group, one after the other. */
  dfilter: usize;
  /** Pixels of a block. */
  block: i32;
  /** Parts that the rows of dfilter are cut into. */
  parts: i32;
  /** Groups of pixels. */
  groups: i32;
  /** Tiles of a tap that are multiplied one after the other. */
  run: i32;
}

export function filterGradient(task: FilterGradient, control: Control, thread: i32): void {
  const channels = task.channels;
  const filters = task.outChannels;
  const tilesOfTap = (channels + HEIGHT - 1) / HEIGHT;
  const tiles = task.kernelHeight * task.kernelWidth * tilesOfTap;
  const pixels = task.batch * task.outHeight * task.outWidth;
  const pitch = (filters * 4) as usize;
  const spare = scratchOf(control, thread);
  const places = spare + TILE;
  const a = places + ((task.block * 4 + 15) & -16);
  const panels = a + ((task.block * task.run * HEIGHT * 4) as usize);
  const parts = task.groups * task.parts;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const group = part / task.parts;
    const share = part - group * task.parts;
    const firstTile = (share * tiles) / task.parts;
    const endTile = ((share + 1) * tiles) / task.parts;
    const dfilter = task.dfilter + ((group * task.kernelHeight * task.kernelWidth * channels) as usize) * pitch;
    const start = (group * pixels) / task.groups;
    const end = ((group + 1) * pixels) / task.groups;
    for (let first = start; first < end; first += task.block) {
      const count = min(task.block, end - first);
      packPanels(count, filters, task.dy + (first as usize) * pitch, pitch, 4, panels);
      for (let tile = firstTile; tile < endTile;) {
        const tap = tile / tilesOfTap;
        const firstOfTap = tap * tilesOfTap;
        if (tile == firstTile || tile == firstOfTap) findTap(task, tap, control.zeros, first, count, places);
        const channel = (tile - firstOfTap) * HEIGHT;
        const endRun = min(min(endTile, firstOfTap + tilesOfTap), tile + task.run);
        const rows = min((endRun - tile) * HEIGHT, channels - channel);
        packRun(count, places, (channel * 4) as usize, rows, a);
        const c = dfilter + ((tap * channels + channel) as usize) * pitch;
        for (let column = 0, b = panels; column < filters; column += WIDTH, b += (count * WIDTH * 4) as usize) {
          const to = c + ((column * 4) as usize);
          const columns = min(WIDTH, filters - column);
          multiplyTiles(count, a, b, to, pitch, rows, columns, 0, first > start ? to : 0, pitch, -Infinity, Infinity, spare);
        }
        tile = endRun;
      }
    }
  }
}

/** places[k] = the address of the pixel under one tap of the window of pixel first + k, or `zeros` outside of the image. */
function findTap(task: FilterGradient, tap: i32, zeros: usize, first: i32, count: i32, places: usize): void {
  const pixel = (task.channels * 4) as usize;
  const tapY = tap / task.kernelWidth;
  const shiftY = tapY * task.dilationY - task.padTop;
  const shiftX = (tap - tapY * task.kernelWidth) * task.dilationX - task.padLeft;
  let line = first / task.outWidth;
  let outX = first - line * task.outWidth;
  for (let k = 0; k < count; line++, outX = 0) {
    const batch = line / task.outHeight;
    const y = (line - batch * task.outHeight) * task.strideY + shiftY;
    const inside = (y as u32) < (task.height as u32);
    const row = task.x + ((batch * task.height + y) as usize) * (task.width as usize) * pixel;
    for (let x = outX * task.strideX + shiftX; outX < task.outWidth && k < count; outX++, k++, x += task.strideX) {
      i32.store(places + ((k * 4) as usize), (inside && (x as u32) < (task.width as u32) ? row + (x as usize) * pixel : zeros) as i32);
    }
  }
}

/** The columns of several tiles. */
function packRun(count: i32, places: usize, shift: usize, rows: i32, to: usize): void {
  for (; rows > 0; rows -= HEIGHT, shift += HEIGHT * 4, to += (count * HEIGHT * 4) as usize) {
    packColumns(count, places, shift, min(HEIGHT, rows), to);
  }
}

/** HEIGHT values from `shift` on at each of `count` addresses → [count, HEIGHT], zeros beyond `rows`. */
function packColumns(count: i32, places: usize, shift: usize, rows: i32, to: usize): void {
  const end = places + ((count * 4) as usize);
  if (rows == HEIGHT) {
    for (; places < end; places += 4, to += HEIGHT * 4) {
      const from = (i32.load(places) as usize) + shift;
      v128.store(to, v128.load(from));
      if (HEIGHT > 4) v128.store64_lane(to + 16, v128.load64_zero(from, 16), 0);
    }
    return;
  }
  for (; places < end; places += 4) {
    const from = (i32.load(places) as usize) + shift;
    for (let row = 0; row < HEIGHT; row++, to += 4) f32.store(to, row < rows ? f32.load(from + ((row * 4) as usize)) : 0);
  }
}
