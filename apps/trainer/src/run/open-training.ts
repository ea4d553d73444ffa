// All that a training needs before its first step.
import type { Workers } from "@xception/training";

import { openImages, type Images } from "../data/open-images.ts";
import type { TrainingRecipe } from "../recipe/training-recipe.ts";
import { unusable } from "../terminal/unusable.ts";
import { beginRun, continueRun, type OpenRun } from "./open-run.ts";
import { planRun, type RunPlan, type TrainRequest } from "./plan/plan-run.ts";
import { prepareData, type TrainingData } from "./prepare/prepare-data.ts";
import { prepareModel } from "./prepare/prepare-model.ts";
import { startTrainingBackend, type TrainingBackend } from "./backend/start-training-backend.ts";
import { trainingWork } from "./backend/training-work.ts";
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
  const { call, begun } = plan;
  const { recipe } = call;
  if (workers) checkWorkers(call, workers.count);
  const images = await openImages(call.data, begun?.labels);
  const { precision } = recipe;
  const asked = workers ? askedTogether(call, request) : { backend: call.backend, threads: request.threads };
  if (begun) {
    const backend = await unusable(() => startTrainingBackend({ ...asked, precision }));
    const run = await continueRun(plan, begun, backend.name, workers);
    return { ...run, plan, backend, data: prepareData(images, run.model.preprocessing, recipe) };
  }
  const model = await prepareModel(recipe, call.weights, images.train);
  const work = trainingWork(model.network, imagesToTrainOn(images, recipe), recipe);
  const backend = await unusable(() => startTrainingBackend({ ...asked, precision, work }));
  const run = await beginRun(call, backend.name, model, workers);
  return { ...run, plan, backend, data: prepareData(images, model.preprocessing, recipe) };
}

/** How many they will be, nearly: a class is divided by itself. */
function imagesToTrainOn({ train, test }: Images, { data: { limit, testFraction } }: TrainingRecipe): number {
  const images = test ? train.length : Math.round(train.length * (1 - testFraction));
  return limit === 0 ? images : Math.min(limit, images);
}
