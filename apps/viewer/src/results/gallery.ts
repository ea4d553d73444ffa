// The images and their results: classified one after another, and again when the model or the preparation changes.
import type { Classification } from "../engine/protocol.ts";

import { find } from "../dom/find.ts";
import { createResultCard, describeResult, type ResultCard } from "./result-card.ts";
import type { ResultContext } from "./result-context.ts";

/** The list of images. */
export interface Gallery {
  add(images: readonly File[]): void;
  /** Classifies everything again. */
  again(): void;
  /** Shows the same results under the labels of now. */
  relabel(): void;
}

interface Entry {
  readonly image: File;
  readonly picture: string;
  readonly card: ResultCard;
  state: "waiting" | "failed" | Classification;
}

/** Wires the list. */
export function createGallery({ classify, labels, failed, announce }: ResultContext): Gallery {
  const list = find("results", HTMLOListElement);
  const clear = find("clear-images", HTMLButtonElement);
  const entries = new Set<Entry>();
  /** Counts what makes earlier answers stale. */
  let generation = 0;
  let working = false;

  clear.addEventListener("click", () => {
    for (const entry of entries) remove(entry);
    find("pick-images", HTMLInputElement).focus();
  });

  function remove(entry: Entry): void {
    entries.delete(entry);
    entry.card.element.remove();
    URL.revokeObjectURL(entry.picture);
    clear.hidden = entries.size === 0;
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    let entry: Entry | undefined;
    while ((entry = [...entries].find(({ state }) => state === "waiting"))) {
      const answer = classify(entry.image);
      if (!answer) break;
      entry.card.work();
      await settle(entry, answer, generation);
    }
    working = false;
  }

  async function settle(entry: Entry, answer: Promise<Classification>, asked: number): Promise<void> {
    try {
      const classification = await answer;
      if (asked !== generation || !entries.has(entry)) return;
      entry.state = classification;
      entry.card.show(classification, labels());
      announce(describeResult(entry.image.name, classification, labels()));
    } catch (error) {
      if (asked !== generation || !entries.has(entry)) return;
      // An unreadable file goes; a readable one may only need another size or model.
      if (error instanceof Error && error.name === "ImageError") remove(entry);
      else {
        entry.state = "failed";
        entry.card.fail();
      }
      failed(error);
    }
  }

  return {
    add(images) {
      for (const image of images) {
        const picture = URL.createObjectURL(image);
        const entry: Entry = { image, picture, card: createResultCard(image.name, picture), state: "waiting" };
        entry.card.wait();
        entries.add(entry);
        list.append(entry.card.element);
      }
      clear.hidden = entries.size === 0;
      void work();
    },
    again() {
      generation++;
      for (const entry of entries) {
        entry.state = "waiting";
        entry.card.wait();
      }
      void work();
    },
    relabel() {
      for (const { card, state } of entries) if (typeof state === "object") card.show(state, labels());
    },
  };
}
