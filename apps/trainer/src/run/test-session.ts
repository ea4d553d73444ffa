import type { Dataset } from "@xception/preprocessing";
import type { Session } from "@xception/training";

import { evaluateDataset } from "../evaluation/evaluate-dataset.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import type { Progress } from "../progress/progress.ts";
import { percent } from "../terminal/format-number.ts";

/** Images computed together: no gradient is kept, so more than in training. */
const batchSize = 100;

/** How good the parameters of now are, averaged where the session averages, on the images set apart. */
export function testSession(session: Session, test: Dataset, progress: Progress, signal?: AbortSignal): Promise<Evaluation> {
  return evaluateDataset(session, test, {
    batchSize,
    workers: session.workers,
    ...(signal && { signal }),
    show: (fraction, accuracy) => {
      progress.show({ title: "test", fraction, facts: [`accuracy ${percent(accuracy)}`] });
    },
  });
}
