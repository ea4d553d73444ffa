// A training run from its call to its report.

import { startProgress, type Progress } from "../progress/progress.ts";
import type { Surroundings } from "../surroundings.ts";
import { exitStatus } from "../terminal/exit-status.ts";
import { percent, whole } from "../terminal/format-number.ts";
import { finishRun } from "./finish-run.ts";
import { watchInterruption } from "./interruption.ts";
import { openTraining } from "./open-training.ts";
import type { TrainRequest } from "./plan/plan-run.ts";
import { clearFolder, writeRecord } from "./plan/run-folder.ts";
import { testSession } from "./test-session.ts";
import { trainModel } from "./train-model.ts";
import { joinCluster } from "./workers/join-cluster.ts";
import { openTogether } from "./workers/open-together.ts";

/** Of a worker that is not the first, who speaks for all. */
const silent: Progress = { show: () => undefined, line: () => undefined, end: () => undefined };

/**
 * Trains in this process: by itself, or as the one of several that TF_CONFIG makes it. Of several the first writes and speaks.
 *
 * @throws CommandError (2) where the call, the images or the weights cannot be used; DivergenceError where the training fails;
 *   WorkerLostError where another process is lost
 */
export async function train(request: TrainRequest, { streams, endWith }: Surroundings): Promise<void> {
  const workers = await joinCluster(request);
  const leads = (workers?.index ?? 0) === 0;
  const { plan, backend, session, model, startAt, data } = await (workers ? openTogether(request, workers) : openTraining(request));
  const { folder, call } = plan;
  const { recipe } = call;
  const progress = leads ? startProgress(streams) : silent;
  const interruption = watchInterruption(streams, progress.line);
  const { signal } = interruption;
  try {
    if (!plan.begun && leads) await clearFolder(folder);
    const { labels, preprocessing } = model;
    const { epochs, seconds } = plan.begun ?? { epochs: [], seconds: 0 };
    // As it can be repeated elsewhere.
    const command = call.backend === undefined ? `${call.command} --backend ${backend.name}` : call.command;
    const before = { labels, preprocessing, images: data.train.length, workers: workers?.count ?? 1, epochs, seconds };
    const record = { ...call, command, backend: backend.name, ...before };
    if (leads) await writeRecord(folder, record);
    if (backend.reason !== undefined) progress.line(backend.reason);
    progress.line(`${plan.begun ? "going on with" : "training"} ${recipe.name}: ${whole(data.train.length)} images, in ${folder.path}`);
    if (plan.begun && plan.begun.images !== data.train.length)
      progress.line(`there were ${whole(plan.begun.images)} images when it began: the result will not be that of an unbroken run`);
    const trained = await trainModel({
      ...{ session, train: data.train, folder, record, progress, signal },
      ...(startAt && { startAt }),
      test: async (epoch) => {
        const isTurn = recipe.testEvery > 0 && (epoch + 1) % recipe.testEvery === 0 && epoch + 1 < recipe.epochs;
        if (!isTurn) return undefined;
        // The first of several workers writes the result down: that of the others is whole.
        const { accuracy } = await testSession(session, data.test, progress, leads ? signal : undefined);
        return signal.aborted ? undefined : accuracy; // of a part of the images, then
      },
    });
    if (!trained.finished) {
      const { epoch, batch } = trained.position;
      progress.line(`stopped at epoch ${epoch + 1}, batch ${batch}. Go on with: xception train --resume --out ${folder.path}`);
      // Where another worker was interrupted, this one was not.
      endWith(interruption.status() ?? exitStatus.interrupted);
      return;
    }
    interruption.nothingToSave();
    const test = await testSession(session, data.test, progress);
    if (!leads) return;
    await finishRun({ ...plan, record: trained.record, model: { ...model, parameters: await session.parameters() }, test });
    progress.line(`wrote ${folder.model}, ${folder.reportMarkdown} and ${folder.reportJson}`);
    streams.out(`test accuracy ${percent(test.accuracy)} of ${whole(test.images)} images\n`);
  } finally {
    progress.end();
    interruption.end();
    session.dispose();
  }
}
