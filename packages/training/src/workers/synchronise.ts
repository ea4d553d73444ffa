import type { NetworkParameters, ParameterArray } from "@xception/network";

import type { Progress } from "../schedules/progress.ts";
import type { Session } from "../session/session.ts";
import type { SessionState } from "../session/session-state.ts";

/**
 * Gives the sessions of all processes the state of the first one's: parameters, averages, optimizer and progress, bit for bit. Call it
 * in all of them before the first step. A session without `workers` stays as it is.
 *
 * @example
 * const session = createSession({ ...options, compiler, workers: joinWorkers() });
 * await synchronise(session);
 */
export async function synchronise(session: Session): Promise<void> {
  const { workers } = session;
  if (!workers) return;
  const isFirst = workers.index === 0;
  const state = await session.state();
  const share = async (arrays: NetworkParameters): Promise<NetworkParameters> => {
    const shared = new Map<string, ParameterArray>();
    // In one order everywhere: a checkpoint may have another than a network.
    for (const name of [...arrays.keys()].sort()) {
      const { shape, data } = arrays.get(name) as ParameterArray;
      const bytes = await workers.share(isFirst ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined);
      shared.set(name, { shape, data: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4) });
    }
    return new Map([...arrays.keys()].map((name) => [name, shared.get(name) as ParameterArray]));
  };
  const progress = await workers.share(isFirst ? new TextEncoder().encode(JSON.stringify(state.progress)) : undefined);
  const shared: SessionState = {
    progress: JSON.parse(new TextDecoder().decode(progress)) as Progress,
    parameters: await share(state.parameters),
    averages: await share(state.averages),
    slots: await share(state.slots),
  };
  if (!isFirst) session.restore(shared);
}
