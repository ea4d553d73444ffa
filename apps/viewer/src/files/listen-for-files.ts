// Files come in three ways: dropped anywhere on the page, pasted, or picked with a button.
import { find } from "../dom/find.ts";

/** Calls `taken` with the files of every drop, paste and choice. */
export function listenForFiles(taken: (files: readonly File[]) => void): void {
  for (const id of ["pick-model", "pick-labels", "pick-images"]) {
    const input = find(id, HTMLInputElement);
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      // Emptied, so that the same file can be chosen once more.
      input.value = "";
      if (files.length > 0) taken(files);
    });
  }
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) taken(files);
  });
  listenForDrops(taken);
}

function listenForDrops(taken: (files: readonly File[]) => void): void {
  // Entering a child comes before leaving its parent: the page is left when both are even.
  let depth = 0;
  const mark = (): void => {
    document.documentElement.classList.toggle("taking", depth > 0);
  };
  addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    depth++;
    mark();
  });
  addEventListener("dragleave", (event) => {
    if (!holdsFiles(event)) return;
    depth = Math.max(0, depth - 1);
    mark();
  });
  addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    depth = 0;
    mark();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    taken(files);
  });
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
