// A training run from its call to its report.

import { openImages } from "../data/open-images.ts";
import { startProgress } from "../progress/progress.ts";
import type { Surroundings } from "../surroundings.ts";
import { percent, whole } from "../terminal/format-number.ts";
import { unusable } from "../terminal/unusable.ts";
import { finishRun } from "./finish-run.ts";
import { watchInterruption } from "./interruption.ts";
import { openRun } from "./open-run.ts";
import { planRun, type TrainRequest } from "./plan/plan-run.ts";
import { prepareData } from "./prepare/prepare-data.ts";
import { clearFolder, writeRecord } from "./plan/run-folder.ts";
import { startTrainingBackend } from "./start-training-backend.ts";
import { testSession } from "./test-session.ts";
import { trainModel } from "./train-model.ts";

/** @throws CommandError (2) where the call, the images or the weights cannot be used; DivergenceError where the training fails */
export async function train(request: TrainRequest, { streams, endWith }: Surroundings): Promise<void> {
  const plan = await planRun(request);
  const { folder, call } = plan;
  const { recipe } = call;
  const images = await openImages(call.data, plan.begun?.labels);
  const { precision } = recipe;
  const { name: backend, reason } = await unusable(() => startTrainingBackend({ ...call, threads: request.threads, precision }));
  const { session, model, startAt } = await openRun(plan, backend, images.train);
  const data = prepareData(images, model.preprocessing, recipe);
  const progress = startProgress(streams);
  const interruption = watchInterruption(streams, progress.line);
  const { signal } = interruption;
  try {
    if (!plan.begun) await clearFolder(folder);
    const { labels, preprocessing } = model;
    const { epochs, seconds } = plan.begun ?? { epochs: [], seconds: 0 };
    // As it can be repeated elsewhere.
    const command = call.backend === undefined ? `${call.command} --backend ${backend}` : call.command;
    const record = { ...call, command, backend, labels, preprocessing, images: data.train.length, epochs, seconds };
    await writeRecord(folder, record);
    if (reason !== undefined) progress.line(reason);
    progress.line(`${plan.begun ? "going on with" : "training"} ${recipe.name}: ${whole(data.train.length)} images, in ${folder.path}`);
    if (plan.begun && plan.begun.images !== data.train.length)
      progress.line(`there were ${whole(plan.begun.images)} images when it began: the result will not be that of an unbroken run`);
    const trained = await trainModel({
      ...{ session, train: data.train, folder, record, progress, signal },
      ...(startAt && { startAt }),
      test: async (epoch) => {
        const isTurn = recipe.testEvery > 0 && (epoch + 1) % recipe.testEvery === 0 && epoch + 1 < recipe.epochs;
        if (!isTurn) return undefined;
        const { accuracy } = await testSession(session, data.test, progress, signal);
        return signal.aborted ? undefined : accuracy; // of a part of the images, then
      },
    });
    const status = interruption.status();
    if (!trained.finished && status !== undefined) {
      const { epoch, batch } = trained.position;
      progress.line(`stopped at epoch ${epoch + 1}, batch ${batch}. Go on with: xception train --resume --out ${folder.path}`);
      endWith(status);
      return;
    }
    interruption.nothingToSave();
    const test = await testSession(session, data.test, progress);
    await finishRun({ ...plan, record: trained.record, model: { ...model, parameters: await session.parameters() }, test });
    progress.line(`wrote ${folder.model}, ${folder.reportMarkdown} and ${folder.reportJson}`);
    streams.out(`test accuracy ${percent(test.accuracy)} of ${whole(test.images)} images\n`);
  } finally {
    progress.end();
    interruption.end();
    session.dispose();
  }
}
