// A hand-drawn digit in the form of the MNIST data set (LeCun, Cortes, Burges): white on black, the longer side of the ink 20 pixels,
// the ink's centre of mass in the middle of 28 x 28 pixels. A network that learned MNIST has seen nothing else: a digit drawn small,
// or in a corner, is a stranger to it.
import type { Pixels } from "@xception/preprocessing";

import { drawInk } from "./draw-ink.ts";
import type { Point, Stroke } from "./stroke.ts";

const side = 28;
const box = 20;
/** Pixels. MNIST's digits hold 102 white pixels of ink on average; drawn digits come to the same with this pen. */
const pen = 2.6;
/** A drawing smaller than this part of the canvas is a dot or a slip, and is not blown up to the whole box. */
const smallest = 0.15;

/**
 * Brings a drawing into MNIST's form.
 *
 * The strokes are scaled, not their picture: the pen is as wide in a small digit as in a big one, as it is in MNIST.
 *
 * @param strokes  at least one, with at least one point
 * @returns        28 x 28 grey pixels
 */
export function normaliseDigit(strokes: readonly Stroke[]): Pixels {
  const fitted = fitToBox(strokes);
  const [massX, massY] = centreOfMass(drawInk(fitted, side, pen));
  const centred = mapPoints(fitted, ([x, y]) => [x + side / 2 - massX, y + side / 2 - massY]);
  return { width: side, height: side, channels: 1, data: Uint8Array.from(drawInk(centred, side, pen), (level) => Math.round(level * 255)) };
}

/** Scales the strokes so that the ink, pen included, just fits the box, and puts the box in the middle. */
function fitToBox(strokes: readonly Stroke[]): Stroke[] {
  const points = strokes.flat();
  const [left, right] = extent(points.map(([x]) => x));
  const [top, bottom] = extent(points.map(([, y]) => y));
  const scale = (box - pen) / Math.max(right - left, bottom - top, smallest);
  return mapPoints(strokes, ([x, y]) => [(x - (left + right) / 2) * scale + side / 2, (y - (top + bottom) / 2) * scale + side / 2]);
}

function centreOfMass(ink: Float32Array): Point {
  let [mass, momentX, momentY] = [0, 0, 0];
  ink.forEach((level, index) => {
    mass += level;
    momentX += level * ((index % side) + 0.5);
    momentY += level * (Math.floor(index / side) + 0.5);
  });
  return [momentX / mass, momentY / mass];
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function mapPoints(strokes: readonly Stroke[], map: (point: Point) => Point): Stroke[] {
  return strokes.map((stroke) => stroke.map(map));
}
