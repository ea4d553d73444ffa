// The digit drawn by hand and the answer beside it, fresh after every stroke.
import type { Pixels } from "@xception/preprocessing";

import { createDigitPad } from "./digit-pad.ts";
import type { Classification } from "../engine/protocol.ts";

import { bars, mostProbable, toPredictions } from "../results/bars.ts";
import { element } from "../dom/element.ts";
import { find } from "../dom/find.ts";
import { duration } from "../numbers.ts";
import { describeResult } from "../results/result-card.ts";
import type { ResultContext } from "../results/result-context.ts";

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
export function createDigitPanel({ classify, labels, failed, announce }: ResultContext): DigitPanel {
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
      else
        await answer.then(show, (error: unknown) => {
          // A model that came meanwhile refuses what was prepared for the one before; the next round asks it properly.
          if (!stale) failed(error);
        });
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
