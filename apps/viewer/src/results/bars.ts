// Classes as bars: a list that reads well aloud, with the bars as decoration.
import { element } from "../dom/element.ts";
import { percent } from "../numbers.ts";

/** A class and how probable it is. */
export interface Prediction {
  readonly index: number;
  readonly label: string;
  readonly probability: number;
}

/** Names the classes; one without a label goes by its number. */
export function toPredictions(probabilities: readonly number[], labels: readonly string[] | undefined): Prediction[] {
  return probabilities.map((probability, index) => ({ index, label: labels?.[index] ?? `class ${index}`, probability }));
}

/** The most probable first; ties in the order of the classes. */
export function mostProbable(predictions: readonly Prediction[], count: number): Prediction[] {
  return [...predictions].sort((a, b) => b.probability - a.probability || a.index - b.index).slice(0, count);
}

/** Builds the list, in the order given. */
export function bars(predictions: readonly Prediction[]): HTMLOListElement {
  const best = Math.max(...predictions.map(({ probability }) => probability));
  return element(
    "ol",
    { class: "bars" },
    ...predictions.map(({ label, index, probability }) => {
      const bar = element("span", { class: "bar", "aria-hidden": "true" });
      bar.style.setProperty("--part", String(probability));
      return element(
        "li",
        { class: probability === best ? "best" : "", title: `class ${index}` },
        element("span", { class: "label" }, label),
        element("span", { class: "number" }, percent(probability)),
        bar,
      );
    }),
  );
}
