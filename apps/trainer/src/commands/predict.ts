// xception predict: what is on photos.
import { rank } from "@xception/xception";
import type { Command } from "commander";

import { findImages } from "../images/find-images.ts";
import { formatPrediction } from "../images/format-prediction.ts";
import { predictImages } from "../images/predict-images.ts";
import { chooseLabels } from "../model/choose-labels.ts";
import { choosePreprocessing, type PreprocessingChoice } from "../model/choose-preprocessing.ts";
import { needWeights, openModelFile } from "../model/open-model-file.ts";
import { chooseExecutor, type ExecutorChoice } from "../model/choose-executor.ts";
import { createClassifier } from "../model/create-classifier.ts";
import { startProgress } from "../progress/progress.ts";
import type { Surroundings } from "../surroundings.ts";
import { exitStatus } from "../terminal/exit-status.ts";
import { wholeNumber } from "../terminal/option-value.ts";
import {
  backendOption,
  batchOption,
  executorOption,
  fitOption,
  jsonOption,
  precisionOption,
  resizeOption,
  sizeOption,
  threadsOption,
  weightsOption,
} from "./options.ts";

interface PredictOptions extends PreprocessingChoice, ExecutorChoice {
  readonly weights?: string;
  readonly labels?: string;
  readonly top: number;
  readonly batch: number;
  readonly json?: boolean;
}

export function addPredict(program: Command, surroundings: Surroundings): void {
  program
    .command("predict")
    .description("Name what is on images; a folder stands for the images in it.")
    .argument("<image...>", "image files or folders")
    .addOption(weightsOption())
    .option("--labels <file>", "names of the classes: one a line, CSV or JSON")
    .addOption(sizeOption())
    .addOption(resizeOption())
    .addOption(fitOption())
    .option("--top <k>", "classes named for each image", wholeNumber("--top"), 5)
    .addOption(executorOption())
    .addOption(precisionOption())
    .addOption(threadsOption())
    .addOption(backendOption())
    .addOption(batchOption(8))
    .addOption(jsonOption("one JSON object a line: image, predictions, outputs"))
    .action((images: string[], options: PredictOptions) => predict(images, options, surroundings));
}

async function predict(paths: readonly string[], options: PredictOptions, { streams, endWith }: Surroundings): Promise<void> {
  const images = await findImages(paths);
  const chosen = chooseExecutor("predict", options);
  const model = await openModelFile(needWeights("predict", options.weights));
  const preprocessing = choosePreprocessing("predict", model, options);
  const classifier = await createClassifier("predict", model, preprocessing, chosen);
  const progress = startProgress(streams);
  try {
    const labels = await chooseLabels("predict", options.labels, model.labels, classifier.classes);
    let done = 0;
    for await (const { image, outputs, error } of predictImages(images, classifier, preprocessing, options.batch)) {
      done += 1;
      if (outputs) {
        const probabilities = { shape: [1, classifier.classes], data: classifier.probabilities(outputs) };
        const predictions = rank(probabilities, labels, options.top)[0] ?? [];
        progress.end();
        if (options.json) streams.out(`${JSON.stringify({ image, predictions, outputs: Array.from(outputs) })}\n`);
        else streams.out(formatPrediction(image, predictions));
      } else {
        progress.line(error?.message ?? "");
        endWith(exitStatus.unusable);
      }
      progress.show({ title: "predict", fraction: done / images.length, facts: [`${done} of ${images.length} images`] });
    }
  } finally {
    progress.end();
    classifier.dispose();
  }
}
