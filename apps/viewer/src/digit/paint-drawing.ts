import type { Pixels } from "@xception/preprocessing";

import type { Point, Stroke } from "./stroke.ts";

/** Width of the line on the page, in parts of the canvas' side: about what MNIST's writers used. */
const pen = 0.085;

/** Paints the strokes, and where the keyboard's pen stands if it has the focus. */
export function paintDrawing(canvas: HTMLCanvasElement, strokes: readonly Stroke[], cursor?: Point): void {
  const context = contextOf(canvas);
  const side = canvas.width;
  context.clearRect(0, 0, side, side);
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = "#fff";
  context.lineWidth = pen * side;
  for (const stroke of strokes) {
    const [first] = stroke;
    if (!first) continue;
    context.beginPath();
    context.moveTo(first[0] * side, first[1] * side);
    // The first point once more: a line of no length is a dot.
    for (const [x, y] of stroke) context.lineTo(x * side, y * side);
    context.stroke();
  }
  if (!cursor) return;
  context.beginPath();
  context.arc(cursor[0] * side, cursor[1] * side, (pen * side) / 2 + 4, 0, 2 * Math.PI);
  context.strokeStyle = "#62cfc8";
  context.lineWidth = 4;
  context.stroke();
}

/** Paints grey pixels one to one; nothing where there are none. */
export function paintPixels(canvas: HTMLCanvasElement, pixels: Pixels | undefined): void {
  const context = contextOf(canvas, { willReadFrequently: true });
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!pixels) return;
  const rgba = new Uint8ClampedArray(pixels.data.length * 4).fill(255);
  pixels.data.forEach((level, index) => rgba.fill(level, index * 4, index * 4 + 3));
  context.putImageData(new ImageData(rgba, pixels.width, pixels.height), 0, 0);
}

function contextOf(canvas: HTMLCanvasElement, settings?: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("[paint] this browser gives no 2d canvas. Use a current one.");
  return context;
}
