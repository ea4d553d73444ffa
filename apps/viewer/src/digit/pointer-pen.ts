import type { Drawing } from "./drawing.ts";
import type { Point } from "./stroke.ts";

/** Lets mouse, finger and stylus draw: the first of them that touches has the pen until it lifts. */
export function attachPointerPen(canvas: HTMLCanvasElement, drawing: Drawing): void {
  let pointer: number | undefined;

  canvas.addEventListener("pointerdown", (event) => {
    if (pointer !== undefined || event.button !== 0) return;
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    drawing.lift();
    drawing.putDown(place(event, canvas));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    // A fast hand moves several times between two frames.
    const moves = event.getCoalescedEvents();
    for (const move of moves.length > 0 ? moves : [event]) drawing.moveTo(place(move, canvas));
  });
  for (const end of ["pointerup", "pointercancel"] as const)
    canvas.addEventListener(end, (event) => {
      if (event.pointerId !== pointer) return;
      pointer = undefined;
      drawing.lift();
    });
}

function place(event: PointerEvent, canvas: HTMLCanvasElement): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return [(event.clientX - left) / width, (event.clientY - top) / height];
}
