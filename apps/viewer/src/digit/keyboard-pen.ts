import type { Drawing } from "./drawing.ts";
import type { Point } from "./stroke.ts";

const step = 0.04;
const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

/** Where the keyboard's pen stands. */
export interface KeyboardPen {
  readonly position: Point;
}

/**
 * Lets the keyboard draw: arrows move the pen, Space puts it down or lifts it, Backspace undoes, Delete clears.
 *
 * @param moved  called when the pen moved and nothing was drawn
 */
export function attachKeyboardPen(canvas: HTMLCanvasElement, drawing: Drawing, moved: () => void): KeyboardPen {
  let position: Point = [0.5, 0.2];
  const clamp = (part: number): number => Math.min(0.95, Math.max(0.05, part));

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    if (direction) {
      position = [clamp(position[0] + direction[0]), clamp(position[1] + direction[1])];
      drawing.moveTo(position);
      moved();
    } else if (event.key === " ") {
      if (drawing.penIsDown) drawing.lift();
      else drawing.putDown(position);
    } else if (event.key === "Backspace") drawing.undo();
    else if (event.key === "Delete") drawing.clear();
    else return;
    event.preventDefault();
  });
  // Whoever leaves has finished.
  canvas.addEventListener("blur", () => {
    drawing.lift();
    moved();
  });
  canvas.addEventListener("focus", moved);
  return {
    get position() {
      return position;
    },
  };
}
