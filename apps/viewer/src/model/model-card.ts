// The open model in a few facts.
import type { LayerTable, ModelReport } from "../engine/protocol.ts";

import { element } from "../dom/element.ts";
import { find } from "../dom/find.ts";
import { bytes, duration, shape, short, whole } from "../numbers.ts";

/** The card of the model: empty, busy with one, or showing one. */
export interface ModelCard {
  /** Says that a model is on its way; the one before stays in place. */
  busy(name: string): void;
  /** Says that none is. */
  idle(): void;
  show(model: ModelReport, table: LayerTable, labels: readonly string[] | undefined): void;
}

const meanings = { softmax: "probabilities", sigmoid: "a probability each", logits: "logits" };

/** Wires the card. */
export function createModelCard(): ModelCard {
  const empty = find("model-empty", HTMLParagraphElement);
  const busy = find("model-busy", HTMLParagraphElement);
  const busyText = find("model-busy-text", HTMLSpanElement);
  const facts = find("model-facts", HTMLDivElement);
  return {
    busy(name) {
      busyText.textContent = `Opening ${name}…`;
      busy.hidden = false;
      empty.hidden = true;
    },
    idle() {
      busy.hidden = true;
      empty.hidden = !facts.hidden;
    },
    show(model, table, labels) {
      facts.hidden = false;
      const rows: [string, string][] = [
        ["Input", shape(model.input)],
        ["Classes", whole(model.classes)],
        ["Labels", labels ? `${labels.slice(0, 2).join(", ")}${labels.length > 2 ? ", …" : ""}` : "none"],
        ["Outputs", meanings[model.meaning]],
        ["Parameters", whole(table.parameters)],
        ["Multiply-adds", short(table.multiplyAdds)],
        ["File", bytes(model.bytes)],
        ["Opened in", duration(model.openedIn)],
      ];
      facts.replaceChildren(
        element("p", { class: "file-name" }, model.name),
        element("dl", { class: "facts" }, ...rows.flatMap(([term, fact]) => [element("dt", {}, term), element("dd", {}, fact)])),
      );
    },
  };
}
