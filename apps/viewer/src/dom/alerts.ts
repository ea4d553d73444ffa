// Where the page says what went wrong: one sentence each, until it is dismissed or the next file comes.
import { element } from "./element.ts";
import { find } from "./find.ts";

/** The alert region. */
export interface Alerts {
  show(error: unknown): void;
  clear(): void;
}

/** Wires the alert region. */
export function createAlerts(): Alerts {
  const region = find("alerts", HTMLDivElement);
  const sentences = element("div");
  const dismiss = element("button", { class: "button", type: "button" }, "Dismiss");
  const clear = (): void => {
    region.replaceChildren();
    sentences.replaceChildren();
  };
  dismiss.addEventListener("click", clear);
  return {
    clear,
    show(error) {
      sentences.append(element("p", {}, error instanceof Error ? error.message : String(error)));
      region.replaceChildren(sentences, dismiss);
    },
  };
}
