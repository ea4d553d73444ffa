import type { Page } from "playwright-core";

import type { Stroke } from "../../src/digit/stroke.ts";

/** Draws with the mouse. */
export async function drawStrokes(page: Page, strokes: readonly Stroke[]): Promise<void> {
  const canvas = page.locator("#digit-canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error("the drawing area is not visible");
  for (const stroke of strokes) {
    for (const [index, [x, y]] of stroke.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
      if (index === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
}
