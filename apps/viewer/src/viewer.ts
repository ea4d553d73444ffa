// The page as a whole: what is open, and what happens when something comes.
import { parseLabels } from "@xception/preprocessing";

import { createDigitPanel } from "./digit/digit-panel.ts";
import { createAlerts } from "./dom/alerts.ts";
import { element } from "./dom/element.ts";
import { find } from "./dom/find.ts";
import { startEngine } from "./engine/engine-client.ts";
import type { BackendReport, ModelReport } from "./engine/protocol.ts";
import { listenForFiles } from "./files/listen-for-files.ts";
import { sortFiles, strangersSentence } from "./files/sort-files.ts";
import { readUrlParameters } from "./files/url-parameters.ts";
import { createLayerTable } from "./model/layer-table.ts";
import { createModelCard } from "./model/model-card.ts";
import { createPreparationForm } from "./model/preparation-form.ts";
import { createGallery } from "./results/gallery.ts";
import type { ResultContext } from "./results/result-context.ts";

/** Wires the page, starts the engine and opens what the address names. */
export function startViewer(): void {
  const engine = startEngine();
  const alerts = createAlerts();
  const announcement = find("announcement", HTMLParagraphElement);
  const modelCard = createModelCard();
  const layerTable = createLayerTable();
  const preparation = createPreparationForm(() => {
    void prepareAnew();
  });
  const parameters = readUrlParameters(location.href);

  let model: ModelReport | undefined;
  /** Labels from a file of their own; they stand in front of the model's. */
  let given: readonly string[] | undefined;

  const context: ResultContext = {
    classify: (image) => model && engine.ask("classify", { image, preprocessing: preparation.value }),
    labels: () => (given?.length === model?.classes ? given : model?.labels),
    failed: (error) => {
      alerts.show(error);
    },
    announce: (sentence) => {
      announcement.textContent = sentence;
    },
  };
  const gallery = createGallery(context);
  const digitPanel = createDigitPanel(context);

  listenForFiles((files) => {
    alerts.clear();
    void take(files);
  });
  void begin();

  async function begin(): Promise<void> {
    for (const complaint of parameters.complaints) alerts.show(complaint);
    const { backend, labels, model: address } = parameters;
    if (address !== undefined) modelCard.busy(nameOf(address));
    try {
      showBackend(await engine.ask("start", backend === undefined ? {} : { backend }));
    } catch (error) {
      alerts.show(error);
      modelCard.idle();
      return;
    }
    if (labels !== undefined) await openLabels(nameOf(labels), () => fetchText(labels));
    if (address !== undefined) await openModel(address);
  }

  /** Takes what came: models first, so that labels and images of the same drop meet theirs. */
  async function take(files: readonly File[]): Promise<void> {
    const { models, labels, images, strangers } = sortFiles(files);
    if (strangers.length > 0) alerts.show(strangersSentence(strangers));
    for (const file of models) await openModel(file);
    for (const file of labels) await openLabels(file.name, () => file.text());
    if (images.length > 0) gallery.add(images);
  }

  /** Opens a model in place of the one before, which stays if this one cannot be opened. */
  async function openModel(source: File | string): Promise<void> {
    const name = typeof source === "string" ? nameOf(source) : source.name;
    modelCard.busy(name);
    try {
      model = await engine.ask("open", { source });
      preparation.show(model, parameters.preprocessing);
      digitPanel.suit(model.input[2]);
      context.announce(`${name} is open: ${model.classes} classes.`);
      await prepareAnew();
    } catch (error) {
      alerts.show(error);
    } finally {
      modelCard.idle();
    }
  }

  async function openLabels(name: string, read: () => Promise<string>): Promise<void> {
    try {
      const labels = parseLabels(await read(), name);
      if (model && labels.length !== model.classes)
        throw new Error(
          `[labels] ${name} has ${labels.length} labels, but ${model.name} has ${model.classes} classes. Open the list that belongs to it.`,
        );
      given = labels;
      gallery.relabel();
      digitPanel.again();
      await showModel();
    } catch (error) {
      alerts.show(error);
    }
  }

  /** Everything that depends on the model and on how images are prepared. */
  async function prepareAnew(): Promise<void> {
    // Asked first: the table need not wait for the images.
    const shown = showModel();
    gallery.again();
    digitPanel.again();
    await shown;
  }

  async function showModel(): Promise<void> {
    if (!model) return;
    try {
      const table = await engine.ask("layers", { size: preparation.value.size });
      modelCard.show(model, table, context.labels());
      layerTable.show(table);
    } catch (error) {
      alerts.show(error);
    }
  }
}

function showBackend({ name, threads, reason }: BackendReport): void {
  const detail = threads === undefined ? "" : ` · ${threads === 1 ? "1 thread" : `${threads} threads`}`;
  find("backend", HTMLParagraphElement).replaceChildren(element("strong", {}, name), detail, reason === undefined ? "" : ` · ${reason}`);
}

/** The last part of an address: how people call the file. */
function nameOf(address: string): string {
  return decodeURIComponent(new URL(address).pathname.split("/").at(-1) ?? address);
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) throw new Error(`[labels] ${address} cannot be read (${response?.status ?? "no answer"}). Check the address.`);
  return response.text();
}
