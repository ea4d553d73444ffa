// One image with what the network says of it.
import type { Classification } from "../engine/protocol.ts";

import { bars, mostProbable, toPredictions, type Prediction } from "./bars.ts";
import { element } from "../dom/element.ts";
import { duration } from "../numbers.ts";

const shown = 5;

/** A card in the list of results. */
export interface ResultCard {
  readonly element: HTMLLIElement;
  wait(): void;
  work(): void;
  fail(): void;
  show(classification: Classification, labels: readonly string[] | undefined): void;
}

/** Builds the card of an image; `picture` is an address that the page may show. */
export function createResultCard(name: string, picture: string): ResultCard {
  const answer = element("div");
  const time = element("p", { class: "time" });
  const card = element(
    "li",
    { class: "result" },
    element("img", { src: picture, alt: name }),
    element("p", { class: "file-name" }, name),
    answer,
    time,
  );
  return {
    element: card,
    wait() {
      answer.replaceChildren();
      time.textContent = "waiting…";
    },
    work() {
      time.textContent = "classifying…";
    },
    fail() {
      time.textContent = "not classified";
    },
    show(classification, labels) {
      answer.replaceChildren(bars(mostProbable(toPredictions(classification.probabilities, labels), shown)));
      time.textContent = describeTimes(classification);
      card.dataset["outputs"] = JSON.stringify(classification.outputs);
      card.dataset["probabilities"] = JSON.stringify(classification.probabilities);
    },
  };
}

/** "132 ms on wasm · decoding 12 ms, preparing 4 ms". */
export function describeTimes({ times, backend }: Classification): string {
  return `${duration(times.run)} on ${backend} · decoding ${duration(times.decode)}, preparing ${duration(times.prepare)}`;
}

/** The sentence for those who listen to the page. */
export function describeResult(name: string, classification: Classification, labels: readonly string[] | undefined): string {
  const [best] = mostProbable(toPredictions(classification.probabilities, labels), 1);
  return best ? `${name}: ${describePrediction(best)}.` : `${name}: the network has no outputs.`;
}

function describePrediction({ label, probability }: Prediction): string {
  return `${label}, ${(probability * 100).toFixed(1)} percent`;
}
