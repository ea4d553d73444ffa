// The drawing area with its pens, its buttons and the preview of what the network gets.
import type { Pixels } from "@xception/preprocessing";

import { find } from "../dom/find.ts";

import { Drawing } from "./drawing.ts";
import { attachKeyboardPen } from "./keyboard-pen.ts";
import { normaliseDigit } from "./normalise-digit.ts";
import { paintDrawing, paintPixels } from "./paint-drawing.ts";
import { attachPointerPen } from "./pointer-pen.ts";

/** Wires the drawing area; `drawn` gets the digit after every stroke, and nothing when the area is empty again. */
export function createDigitPad(drawn: (digit: Pixels | undefined) => void): void {
  const canvas = find("digit-canvas", HTMLCanvasElement);
  const preview = find("digit-preview", HTMLCanvasElement);
  const drawing = new Drawing((finished) => {
    paint();
    if (!finished) return;
    const digit = drawing.all.length === 0 ? undefined : normaliseDigit(drawing.all);
    paintPixels(preview, digit);
    drawn(digit);
  });
  const pen = attachKeyboardPen(canvas, drawing, paint);
  attachPointerPen(canvas, drawing);
  find("digit-undo", HTMLButtonElement).addEventListener("click", () => {
    drawing.undo();
  });
  find("digit-clear", HTMLButtonElement).addEventListener("click", () => {
    drawing.clear();
  });

  function paint(): void {
    paintDrawing(canvas, drawing.all, canvas.matches(":focus-visible") ? pen.position : undefined);
  }
}
