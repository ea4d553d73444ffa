// Strokes of a round pen as grey levels, computed and not left to a canvas, so that every browser gives the same pixels.
import type { Point, Stroke } from "./stroke.ts";

/**
 * Draws strokes white on black.
 *
 * @param strokes  points in pixels; [0, 0] is the upper left corner of the upper left pixel
 * @param side     width and height of the image, in pixels
 * @param pen      width of the pen, in pixels
 * @returns        [side, side] grey levels from 0 to 1; an edge pixel is as bright as the part of it that the pen covers
 */
export function drawInk(strokes: readonly Stroke[], side: number, pen: number): Float32Array {
  const ink = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const distance = Math.min(...strokes.map((stroke) => distanceToStroke([x + 0.5, y + 0.5], stroke)));
      ink[y * side + x] = Math.min(1, Math.max(0, pen / 2 + 0.5 - distance));
    }
  }
  return ink;
}

function distanceToStroke(point: Point, stroke: Stroke): number {
  let nearest = Infinity;
  let from = stroke[0];
  for (const to of stroke) {
    nearest = Math.min(nearest, distanceToSegment(point, from ?? to, to));
    from = to;
  }
  return nearest;
}

function distanceToSegment([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / squared));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}
