// The session of a run: of a model made ready, or of the checkpoint that it goes on from.
import type { NodeBackendName } from "@xception/backends";
import { createSession, readCheckpoint, resume, type Position, type Session, type Workers } from "@xception/training";
import { openBlob } from "@xception/weights/node";

import { unusable } from "../terminal/unusable.ts";
import { freezePatterns } from "./prepare/freeze-patterns.ts";
import type { RunPlan } from "./plan/plan-run.ts";
import type { RunCall, RunRecord } from "./plan/run-record.ts";
import type { PreparedModel } from "./prepare/prepare-model.ts";
import { stepCompiler } from "./prepare/step-compiler.ts";
import { trainingOptions } from "./prepare/training-options.ts";

export interface OpenRun {
  readonly session: Session;
  readonly model: PreparedModel;
  /** Where a run goes on. */
  readonly startAt?: Position;
}

/** @throws CommandError (2) where network, recipe and frozen layers do not go together */
export async function beginRun(
  { recipe, freeze }: Pick<RunCall, "recipe" | "freeze">,
  backend: NodeBackendName,
  model: PreparedModel,
  workers?: Workers,
): Promise<OpenRun> {
  const options = { ...trainingOptions(recipe), compiler: await stepCompiler(backend, recipe), workers };
  const frozen = freezePatterns(model.network, freeze);
  return { model, session: await unusable(() => createSession({ ...model, ...options, frozen })) };
}

/** @throws CommandError (2) where the run's checkpoint cannot be read, or the recipe does not go with it */
export function continueRun(
  { folder, call }: Pick<RunPlan, "folder" | "call">,
  begun: RunRecord,
  backend: NodeBackendName,
  workers?: Workers,
): Promise<OpenRun> {
  return unusable(async () => openCheckpoint(await openBlob(folder.checkpoint), { ...begun, ...call, backend }, workers));
}

/** The session of a checkpoint, exactly there. @throws what reading and resuming throw */
export async function openCheckpoint(
  blob: Blob,
  { recipe, backend, labels, preprocessing }: Pick<RunRecord, "recipe" | "backend" | "labels" | "preprocessing">,
  workers?: Workers,
): Promise<Required<OpenRun>> {
  const options = { ...trainingOptions(recipe), compiler: await stepCompiler(backend, recipe), workers };
  const checkpoint = await readCheckpoint(blob);
  const { network, state, configuration } = checkpoint;
  const model = { network, parameters: state.parameters, labels, preprocessing };
  const session = createSession({ ...model, ...options, frozen: configuration.frozen });
  return { model, session, startAt: resume(session, checkpoint) };
}
