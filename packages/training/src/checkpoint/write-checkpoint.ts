import { writeSafetensors } from "@xception/weights";
import type { ParameterArray } from "@xception/network";

import { DivergenceError } from "../errors/divergence-error.ts";
import type { Position } from "../loop/position.ts";
import type { Session } from "../session/session.ts";
import { arrayFolders, checkpointFormat } from "./checkpoint.ts";

/**
 * A checkpoint of a session as it is at the call, for a file that should take the place of the last one only when it is complete.
 *
 * @param position  as `fit` or its callbacks gave it
 * @throws DivergenceError where a value is not finite: the last checkpoint is better than this one
 *
 * @example
 * const { position } = await fit(session, options);
 * await writeFile("checkpoint.safetensors", await (await writeCheckpoint(session, position)).bytes());
 */
export async function writeCheckpoint(session: Session, position: Position): Promise<Blob> {
  const { network, configuration } = session;
  const state = await session.state();
  const arrays = new Map<string, ParameterArray>();
  for (const folder of arrayFolders) for (const [name, array] of state[folder]) arrays.set(`${folder}/${name}`, array);
  for (const [name, { data }] of arrays) requireFinite(name, data, state.progress.step);
  return writeSafetensors(arrays, {
    format: checkpointFormat,
    network: JSON.stringify(network),
    configuration: JSON.stringify(configuration),
    progress: JSON.stringify(state.progress),
    position: JSON.stringify(position),
  });
}

/** A loss may still be finite in the step whose update is not. */
function requireFinite(name: string, data: Float32Array, step: number): void {
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new DivergenceError(
    `[writeCheckpoint] ${name} holds ${data[bad] as number} after step ${step}. Go on from the last checkpoint with a lower learning rate, a warm-up or clipNorm.`,
  );
}
