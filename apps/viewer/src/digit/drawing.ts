// The drawing as data: the strokes, however they were made.
import type { Point, Stroke } from "./stroke.ts";

/** Strokes that grow; `changed` tells whoever paints or reads them. */
export class Drawing {
  private strokes: Point[][] = [];
  private open = false;
  private readonly changed: (finished: boolean) => void;

  /** @param changed  called after every change; `finished` is false while the pen is down */
  constructor(changed: (finished: boolean) => void) {
    this.changed = changed;
  }

  get all(): readonly Stroke[] {
    return this.strokes;
  }

  get penIsDown(): boolean {
    return this.open;
  }

  putDown(point: Point): void {
    this.strokes.push([point]);
    this.open = true;
    this.changed(false);
  }

  moveTo(point: Point): void {
    if (!this.open) return;
    this.strokes.at(-1)?.push(point);
    this.changed(false);
  }

  lift(): void {
    if (!this.open) return;
    this.open = false;
    this.changed(true);
  }

  undo(): void {
    this.open = false;
    this.strokes.pop();
    this.changed(true);
  }

  clear(): void {
    this.open = false;
    this.strokes = [];
    this.changed(true);
  }
}
