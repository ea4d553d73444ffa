// The run itself: epochs with checkpoints, until it is finished or interrupted.
import type { Dataset } from "@xception/preprocessing";
import { batches, countBatches } from "@xception/preprocessing";
import { fit, writeCheckpoint, type EpochEvent, type Position, type Session } from "@xception/training";

import { writeAtomically } from "../files/write-atomically.ts";
import type { Progress } from "../progress/progress.ts";
import { writeRecord, type RunFolder } from "./plan/run-folder.ts";
import type { EpochRecord, RunRecord } from "./plan/run-record.ts";
import { showEpoch, showStep } from "./show-training.ts";

export interface TrainModelOptions {
  readonly session: Session;
  readonly train: Dataset;
  readonly folder: RunFolder;
  readonly record: RunRecord;
  /** Where an earlier run of it stopped. */
  readonly startAt?: Position;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Looks at the test images after an epoch; undefined where it is not its turn. */
  readonly test: (epoch: number) => Promise<number | undefined>;
}

export interface TrainModelResult {
  readonly record: RunRecord;
  readonly position: Position;
  readonly finished: boolean;
}

export async function trainModel({
  session,
  train,
  folder,
  startAt,
  signal,
  progress,
  test,
  ...options
}: TrainModelOptions): Promise<TrainModelResult> {
  const { batch: batchSize, epochs, seed, checkpoint } = options.record.recipe;
  // A last batch of a few images would have statistics of its own.
  const dropLast = train.length >= batchSize;
  const { workers } = session;
  const leads = (workers?.index ?? 0) === 0;
  const part = workers && { index: workers.index, count: workers.count };
  let record: RunRecord = { ...options.record, epochs: options.record.epochs.filter(({ epoch }) => epoch < (startAt?.epoch ?? 0)) };
  const before = record.seconds;
  const began = performance.now();
  let testing = 0; // milliseconds

  const save = async (position: Position): Promise<void> => {
    // All workers have the same parameters; one writes them.
    if (!leads) return;
    record = { ...record, seconds: before + (performance.now() - began - testing) / 1000 };
    // The checkpoint last: it decides where the run goes on, and a record may know more than it.
    await writeRecord(folder, record);
    await writeAtomically(folder.checkpoint, new Uint8Array(await (await writeCheckpoint(session, position)).arrayBuffer()));
  };
  const look = async (epoch: number): Promise<number | undefined> => {
    const since = performance.now();
    const accuracy = await test(epoch);
    testing += performance.now() - since;
    return accuracy;
  };

  const { position, finished } = await fit(session, {
    batches: (epoch, start) => batches(train, { batchSize, seed, epoch, start, dropLast, ...(part && { part }) }),
    epochs,
    stepsPerEpoch: countBatches(train.length, { batchSize, dropLast }),
    ...(startAt && { startAt }),
    signal,
    saveSeconds: checkpoint.seconds,
    ...(leads && { onSave: save }),
    onStep: (event) => {
      progress.show(showStep(event));
    },
    async onEpoch(event) {
      const testAccuracy = await look(event.epoch);
      progress.line(showEpoch(event, testAccuracy));
      record = { ...record, epochs: [...record.epochs, epochRecord(event, testAccuracy)] };
      await save(event.position);
    },
  });
  if (!finished) await save(position);
  return { record, position, finished };
}

const epochRecord = ({ epoch, loss, accuracy, imagesPerSecond }: EpochEvent, testAccuracy: number | undefined): EpochRecord => ({
  epoch,
  loss,
  accuracy,
  imagesPerSecond,
  ...(testAccuracy !== undefined && { testAccuracy }),
});
