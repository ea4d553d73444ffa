// The digit drawn by hand and the answer beside it, fresh after every stroke.
import type { Pixels } from "@xception/preprocessing";

import { createDigitPad } from "../digit/digit-pad.ts";
import type { Classification } from "../protocol.ts";

import { bars, mostProbable, toPredictions } from "./bars.ts";
import { element } from "./element.ts";
import { find } from "./find.ts";
import { duration } from "./numbers.ts";
import { describeResult } from "./result-card.ts";

/** What the panel needs of the rest of the page. */
export interface DigitContext {
  /** Asks the engine; nothing while no model is open. */
  classify(digit: Pixels): Promise<Classification> | undefined;
  labels(): readonly string[] | undefined;
  failed(error: unknown): void;
  announce(sentence: string): void;
}

/** The panel. */
export interface DigitPanel {
  /** Opens the panel where the model reads grey images: digits are such. */
  suit(channels: number): void;
  /** Classifies the drawing again. */
  again(): void;
}

/** Up to so many classes stand in their own order, so that the bars grow in place; of more, the most probable are shown. */
const ordered = 12;
const hint = "The answer comes as you draw.";

/** Wires the panel. */
export function createDigitPanel({ classify, labels, failed, announce }: DigitContext): DigitPanel {
  const panel = find("digit", HTMLDetailsElement);
  const place = find("digit-result", HTMLDivElement);
  let digit: Pixels | undefined;
  let working = false;
  let stale = false;

  createDigitPad((drawn) => {
    digit = drawn;
    void again();
  });

  /** Asks for the drawing of now; strokes that come meanwhile make one more question, not one each. */
  async function again(): Promise<void> {
    stale = true;
    if (working) return;
    working = true;
    while (stale) {
      stale = false;
      const answer = digit && classify(digit);
      if (!answer) say(digit ? "Open a model first." : hint);
      else await answer.then(show, failed);
    }
    working = false;
  }

  function show(classification: Classification): void {
    if (!digit) return;
    const predictions = toPredictions(classification.probabilities, labels());
    place.replaceChildren(
      bars(predictions.length <= ordered ? predictions : mostProbable(predictions, 5)),
      element("p", { class: "time" }, `${duration(classification.times.run)} on ${classification.backend}`),
    );
    announce(describeResult("The drawn digit", classification, labels()));
  }

  function say(sentence: string): void {
    place.replaceChildren(element("p", { class: "quiet" }, sentence));
  }

  return {
    suit(channels) {
      panel.open ||= channels === 1;
    },
    again() {
      if (digit) void again();
    },
  };
}
