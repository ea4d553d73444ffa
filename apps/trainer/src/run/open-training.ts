// All that a training needs before its first step.
import type { Workers } from "@xception/training";

import { openImages } from "../data/open-images.ts";
import { unusable } from "../terminal/unusable.ts";
import { openRun, type OpenRun } from "./open-run.ts";
import { planRun, type RunPlan, type TrainRequest } from "./plan/plan-run.ts";
import { prepareData, type TrainingData } from "./prepare/prepare-data.ts";
import { startTrainingBackend, type TrainingBackend } from "./start-training-backend.ts";
import { askedTogether, checkWorkers } from "./workers/check-workers.ts";

export interface OpenTraining extends OpenRun {
  readonly plan: RunPlan;
  readonly backend: TrainingBackend;
  readonly data: TrainingData;
}

/**
 * @param workers  with which TensorFlow has been started, where several processes train
 * @throws CommandError (2) where the call, the images or the weights cannot be used
 */
export async function openTraining(request: TrainRequest, workers?: Workers): Promise<OpenTraining> {
  const plan = await planRun(request);
  const { call } = plan;
  const { recipe } = call;
  if (workers) checkWorkers(call, workers.count);
  const images = await openImages(call.data, plan.begun?.labels);
  const asked = workers ? askedTogether(call, request) : { backend: call.backend, threads: request.threads };
  const backend = await unusable(() => startTrainingBackend({ ...asked, precision: recipe.precision }));
  const run = await openRun(plan, backend.name, images.train, workers);
  return { ...run, plan, backend, data: prepareData(images, run.model.preprocessing, recipe) };
}
