// How an image becomes the network's input, for people to see and change.
import type { Preprocessing } from "@xception/preprocessing";

import type { ModelReport } from "../engine/protocol.ts";

import { element } from "../dom/element.ts";
import { find } from "../dom/find.ts";

/** The form; its value is what images are prepared by. */
export interface PreparationForm {
  readonly value: Preprocessing;
  /** Takes over what a model states, or what the address overrides. */
  show(model: ModelReport, overrides: Partial<Preprocessing>): void;
}

/** What bytes become, by the name of the choice: byte * scale + offset. */
const ranges: Readonly<Record<string, Pick<Preprocessing, "scale" | "offset">>> = {
  signed: { scale: 1 / 127.5, offset: -1 },
  unit: { scale: 1 / 255, offset: 0 },
  bytes: { scale: 1, offset: 0 },
};
const initial: Preprocessing = { size: [299, 299], channels: 3, resize: "bicubic", fit: "stretch", scale: 1 / 127.5, offset: -1 };

/** Wires the form; `changed` is called when someone changes it. */
export function createPreparationForm(changed: () => void): PreparationForm {
  const form = find("preparation", HTMLFormElement);
  const source = find("preparation-source", HTMLParagraphElement);
  const field = <Kind extends Element>(name: string, kind: abstract new () => Kind): Kind => {
    const found = form.elements.namedItem(name);
    if (!(found instanceof kind)) throw new Error(`[preparationForm] index.html has no field ${name}. Give it one.`);
    return found;
  };
  const [resize, fit, range] = [field("resize", HTMLSelectElement), field("fit", HTMLSelectElement), field("range", HTMLSelectElement)];
  const [height, width] = [field("height", HTMLInputElement), field("width", HTMLInputElement)];
  let value = initial;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  form.addEventListener("change", () => {
    if (!form.reportValidity()) return;
    value = {
      ...value,
      resize: resize.value as Preprocessing["resize"],
      fit: fit.value as Preprocessing["fit"],
      size: [height.valueAsNumber, width.valueAsNumber],
      ...ranges[range.value],
    };
    changed();
  });
  fill();

  function fill(): void {
    resize.value = value.resize;
    fit.value = value.fit;
    [height.value, width.value] = value.size.map(String) as [string, string];
    range.value = nameRange();
  }

  /** The choice that scale and offset are; a file's own gets a choice of its own. */
  function nameRange(): string {
    const { scale, offset } = value;
    range.querySelector("[value=stated]")?.remove();
    const known = Object.entries(ranges).find(([, entry]) => Math.abs(entry.scale - scale) < 1e-9 && entry.offset === offset);
    if (known) return known[0];
    range.append(element("option", { value: "stated" }, `${scale.toPrecision(4)} · byte ${offset < 0 ? "−" : "+"} ${Math.abs(offset)}`));
    return "stated";
  }

  return {
    get value() {
      return value;
    },
    show(model, overrides) {
      const [modelHeight, modelWidth] = model.input;
      const preferred = { ...model.preprocessing, ...overrides };
      value = { ...preferred, size: [modelHeight ?? preferred.size[0], modelWidth ?? preferred.size[1]] };
      height.disabled = modelHeight !== null;
      width.disabled = modelWidth !== null;
      source.textContent = model.preprocessingStated
        ? "As the model's file states it."
        : "The file does not state it: these are Xception's. Choose what the network was trained with.";
      fill();
    },
  };
}
