// A training opened in several processes: the first one reads the call and the checkpoint, and gives both to the others.
import { writeCheckpoint, type Position, type Workers } from "@xception/training";

import { openImages } from "../../data/open-images.ts";
import { CommandError } from "../../terminal/command-error.ts";
import { unusable } from "../../terminal/unusable.ts";
import { openCheckpoint } from "../open-run.ts";
import { openTraining, type OpenTraining } from "../open-training.ts";
import type { RunPlan, TrainRequest } from "../plan/plan-run.ts";
import { prepareData } from "../prepare/prepare-data.ts";
import type { PreparedModel } from "../prepare/prepare-model.ts";
import { startTrainingBackend } from "../backend/start-training-backend.ts";
import { askedTogether } from "./check-workers.ts";

/** What the first process tells the others, as JSON; or why it cannot begin. */
type Briefing = { readonly problem: string } | { readonly plan: RunPlan; readonly model: Pick<PreparedModel, "labels" | "preprocessing"> };

const firstPosition: Position = { epoch: 0, batch: 0, totals: { loss: 0, correct: 0, size: 0 } };

/** @throws CommandError (2) in all where the call cannot be used, or they have other images */
export async function openTogether(request: TrainRequest, workers: Workers): Promise<OpenTraining> {
  const training = await (workers.index === 0 ? lead(request, workers) : follow(request, workers));
  const { train, test } = training.data;
  const counts = await workers.gather(Float64Array.of(train.length, test.length));
  const other = counts.findIndex(([images, tests]) => images !== counts[0]?.[0] || tests !== counts[0]?.[1]);
  if (other >= 0) {
    throw new CommandError(
      `[train] worker ${other} has ${counts[other]?.join(" + ")} images to train and test on, but worker 0 has ${counts[0]?.join(" + ")}. Give all the same --data.`,
    );
  }
  const { batch } = training.plan.call.recipe;
  if (train.length >= batch || train.length % workers.count === 0) return training;
  throw new CommandError(
    `[train] ${train.length} images are less than a batch (${batch}), and ${workers.count} workers cannot divide them. Lower --batch, or train in one process.`,
  );
}

async function lead(request: TrainRequest, workers: Workers): Promise<OpenTraining> {
  const tell = (briefing: Briefing): Promise<unknown> => workers.share(new TextEncoder().encode(JSON.stringify(briefing)));
  let training: OpenTraining;
  try {
    training = await openTraining(request, workers);
  } catch (error) {
    await tell({ problem: error instanceof Error ? error.message : String(error) });
    throw error;
  }
  const { plan, session, startAt = firstPosition } = training;
  const { labels, preprocessing } = training.model;
  await tell({ plan, model: { labels, preprocessing } });
  await workers.share(new Uint8Array(await (await writeCheckpoint(session, startAt)).arrayBuffer()));
  return training;
}

async function follow(request: TrainRequest, workers: Workers): Promise<OpenTraining> {
  const briefing = JSON.parse(new TextDecoder().decode(await workers.share())) as Briefing;
  if ("problem" in briefing) throw new CommandError(briefing.problem);
  const { plan, model } = briefing;
  const { recipe } = plan.call;
  const checkpoint = new Blob([new Uint8Array(await workers.share())]);
  // A folder may lie elsewhere on this machine.
  const images = await openImages(request.data ?? plan.call.data, model.labels);
  const backend = await unusable(() => startTrainingBackend({ ...askedTogether(plan.call, request), precision: recipe.precision }));
  const run = await unusable(() => openCheckpoint(checkpoint, { ...model, recipe, backend: backend.name }, workers));
  return { ...run, plan, backend, data: prepareData(images, model.preprocessing, recipe) };
}
