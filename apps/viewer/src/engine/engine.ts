// What the worker can be asked: to start a backend, open a model, list its layers, classify an image.
import { openModel } from "@xception/exchange";
import { summarise } from "@xception/network";
import { preprocess } from "@xception/preprocessing";
import { decodeImage } from "@xception/preprocessing/browser";
import { openBlob } from "@xception/weights";

import type { BackendReport, QuestionKind, Questions } from "./protocol.ts";

import { assumePreprocessing, readyModel, type OpenedModel } from "./opened-model.ts";
import { toProbabilities } from "./probabilities.ts";
import { startEngineBackend } from "./start-engine-backend.ts";

/** One function a question. */
export type Engine = { readonly [Kind in QuestionKind]: (ask: Questions[Kind]["ask"]) => Promise<Questions[Kind]["answer"]> };

/** An engine with no backend and no model yet. */
export function createEngine(): Engine {
  let backend: BackendReport | undefined;
  let opened: OpenedModel | undefined;

  /** The open model, for what needs one. */
  function current(): OpenedModel {
    if (!opened) throw new Error("[engine] no model is open. Open one first.");
    return opened;
  }

  return {
    async start(ask) {
      backend = await startEngineBackend(ask.backend);
      return backend;
    },

    async open({ source }) {
      const started = performance.now();
      const blob = await openBlob(source);
      const name = typeof source === "string" ? decodeURIComponent(new URL(source).pathname.split("/").at(-1) ?? source) : source.name;
      const model = await openModel(blob, { name });
      const next = await readyModel(model, backend);
      // Only now: until here the model before stays open.
      opened?.executable.dispose();
      opened = next;
      const { input, meaning, classes } = next;
      return {
        name,
        bytes: blob.size,
        input,
        meaning,
        classes,
        ...(model.labels ? { labels: model.labels } : {}),
        preprocessing: model.preprocessing ?? assumePreprocessing(input),
        preprocessingStated: model.preprocessing !== undefined,
        openedIn: performance.now() - started,
      };
    },

    layers({ size }) {
      const { network, input } = current();
      const { rows, parameters, multiplyAdds } = summarise(network, { inputShape: [...size, input[2]] });
      return Promise.resolve({
        rows: rows.map((row) => ({
          name: row.name,
          kind: row.kind,
          shape: row.outputShape.map((side) => side ?? 0),
          parameters: row.parameters,
          multiplyAdds: row.multiplyAdds ?? 0,
        })),
        parameters: parameters.total,
        multiplyAdds: multiplyAdds ?? 0,
      });
    },

    async classify({ image, preprocessing }) {
      const { executable, meaning } = current();
      const times = [performance.now()];
      const pixels = image instanceof Blob ? await decodeImage(image) : image;
      times.push(performance.now());
      const data = preprocess(pixels, preprocessing);
      times.push(performance.now());
      const answer = await executable.run({ shape: [1, ...preprocessing.size, preprocessing.channels], data });
      times.push(performance.now());
      const outputs = Array.from(answer.outputs[0]?.data ?? []);
      const [decode = 0, prepare = 0, run = 0] = times.slice(1).map((time, index) => time - (times[index] ?? time));
      return {
        outputs,
        probabilities: toProbabilities(outputs, meaning),
        times: { decode, prepare, run },
        backend: backend?.name ?? "cpu",
      };
    },
  };
}
