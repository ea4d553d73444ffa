import type { Dataset } from "@xception/preprocessing";
import type { Session } from "@xception/training";

import { evaluateDataset } from "../evaluation/evaluate-dataset.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { createClassifier } from "../model/create-classifier.ts";
import type { Progress } from "../progress/progress.ts";
import { percent } from "../terminal/format-number.ts";
import type { PreparedModel } from "./prepare/prepare-model.ts";

/** Images computed together: no gradient is kept, so more than in training. */
const batchSize = 100;

export interface TestOptions {
  readonly session: Session;
  readonly model: PreparedModel;
  readonly test: Dataset;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** How good the parameters of now are, averaged where the session averages, on the images set apart. */
export async function testSession({ session, model, test, progress, signal }: TestOptions): Promise<Evaluation> {
  const classifier = await createClassifier("train", { ...model, parameters: await session.parameters() }, model.preprocessing);
  try {
    return await evaluateDataset(classifier, test, {
      batchSize,
      ...(signal && { signal }),
      show: (fraction, accuracy) => {
        progress.show({ title: "test", fraction, facts: [`accuracy ${percent(accuracy)}`] });
      },
    });
  } finally {
    classifier.dispose();
  }
}
