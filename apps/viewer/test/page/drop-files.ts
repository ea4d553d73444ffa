import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { JSHandle, Page } from "playwright-core";

/** A file by its path, or as it is. */
export type SentFile = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Drops files on the page as a hand does: entering, hovering, letting go. */
export async function dropFiles(page: Page, files: readonly SentFile[]): Promise<void> {
  const dataTransfer = await transferOf(page, files);
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("main", type, { dataTransfer });
}

/** Pastes files into the page. */
export async function pasteFiles(page: Page, files: readonly SentFile[]): Promise<void> {
  const transfer = await transferOf(page, files);
  await page.evaluate((clipboardData) => {
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, transfer);
}

async function transferOf(page: Page, files: readonly SentFile[]): Promise<JSHandle<DataTransfer>> {
  const described = files.map((file) => {
    const { name, mimeType, buffer } = typeof file === "string" ? { name: basename(file), mimeType: "", buffer: readFileSync(file) } : file;
    return { name, type: mimeType, base64: buffer.toString("base64") };
  });
  return page.evaluateHandle((entries) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of entries)
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }));
    return transfer;
  }, described);
}
