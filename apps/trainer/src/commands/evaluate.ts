// xception evaluate: how often a model names labelled images rightly.
import { createDataset } from "@xception/preprocessing";
import type { Command } from "commander";

import { needData, openTestImages } from "../data/open-images.ts";
import { evaluateDataset } from "../evaluation/evaluate-dataset.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { chooseExecutor, type ExecutorChoice } from "../model/choose-executor.ts";
import { createClassifier } from "../model/create-classifier.ts";
import { choosePreprocessing, type PreprocessingChoice } from "../model/choose-preprocessing.ts";
import { chooseLabels } from "../model/choose-labels.ts";
import { needWeights, openModelFile } from "../model/open-model-file.ts";
import { startProgress } from "../progress/progress.ts";
import { limit } from "../run/prepare/prepare-data.ts";
import type { Surroundings } from "../surroundings.ts";
import { CommandError } from "../terminal/command-error.ts";
import { percent, whole } from "../terminal/format-number.ts";
import { formatTable } from "../terminal/format-table.ts";
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

interface EvaluateOptions extends PreprocessingChoice, ExecutorChoice {
  readonly weights?: string;
  readonly data?: string;
  readonly labels?: string;
  readonly limit: number;
  readonly batch: number;
  readonly json?: boolean;
}

export function addEvaluate(program: Command, surroundings: Surroundings): void {
  program
    .command("evaluate")
    .description("Say how often a model names labelled images rightly.")
    .addOption(weightsOption())
    .option("--data <dir>", "a folder with one folder of images a class, or mnist")
    .option("--labels <file>", "names of the classes, as the folders are called: one a line, CSV or JSON")
    .option("--limit <n>", "most images looked at, 0 for all", wholeNumber("--limit", 0), 0)
    .addOption(sizeOption())
    .addOption(resizeOption())
    .addOption(fitOption())
    .addOption(executorOption())
    .addOption(precisionOption())
    .addOption(threadsOption())
    .addOption(backendOption())
    .addOption(batchOption(32))
    .addOption(jsonOption("one JSON object: accuracy, loss, classes, confusion"))
    .action((options: EvaluateOptions) => evaluate(options, surroundings));
}

async function evaluate(options: EvaluateOptions, { streams }: Surroundings): Promise<void> {
  const data = needData("evaluate", options.data);
  const chosen = chooseExecutor("evaluate", options);
  const model = await openModelFile(needWeights("evaluate", options.weights));
  const preprocessing = choosePreprocessing("evaluate", model, options);
  const classifier = await createClassifier("evaluate", model, preprocessing, chosen);
  const progress = startProgress(streams);
  try {
    const named = options.labels !== undefined || model.labels !== undefined;
    const labels = named ? await chooseLabels("evaluate", options.labels, model.labels, classifier.classes) : undefined;
    const images = await openTestImages(data, labels);
    if (images.classes.length !== classifier.classes) {
      throw new CommandError(
        `[evaluate] ${data} has ${images.classes.length} classes, but the model has ${classifier.classes}. Use the data that the model was made for, or give --labels.`,
      );
    }
    const dataset = limit(createDataset(images, preprocessing), options.limit, 0);
    const evaluation = await evaluateDataset(classifier.probable, dataset, {
      batchSize: options.batch,
      show: (fraction, accuracy) => {
        progress.show({ title: "evaluate", fraction, facts: [`accuracy ${percent(accuracy)}`] });
      },
    });
    progress.end();
    streams.out(options.json ? `${JSON.stringify(evaluation)}\n` : toText(evaluation));
  } finally {
    progress.end();
    classifier.dispose();
  }
}

function toText({ images, accuracy, top5, loss, classes, seconds }: Evaluation): string {
  const table = formatTable(
    ["class", "images", "recall", "precision"],
    classes.map(({ label, recall, precision, ...of }) => [label, whole(of.images), percent(recall), percent(precision)]),
    [false, true, true, true],
  );
  const best = top5 === undefined ? "" : `, among the five most probable ${percent(top5)}`;
  return `${table}\naccuracy ${percent(accuracy)} of ${whole(images)} images${best}, loss ${loss.toFixed(4)}, ${seconds.toFixed(1)} s\n`;
}
