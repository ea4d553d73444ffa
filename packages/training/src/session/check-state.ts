// Whether a state is one that this session could have been in.
import { checkParameters, type Network, type NetworkParameters } from "@xception/network";

import { CheckpointError } from "../errors/checkpoint-error.ts";
import { lossScaleSlot } from "../optimizers/loss-scale.ts";
import type { SessionState } from "./session-state.ts";
import { trainableOf, type Layout } from "./variables/layout.ts";
import type { ParameterRole } from "./variables/parameter-roles.ts";

/**
 * @throws ParametersError where the parameters are not the network's
 * @throws CheckpointError where slots or averages are not those of this optimizer, averaging, loss scale and set of frozen nodes
 */
export function checkState(network: Network, { parameters, averages, slots }: SessionState, layout: Layout): void {
  checkParameters(network, parameters);
  const trainable = trainableOf(layout);
  const averaged = layout.averaged ? [...trainable, ...layout.statistics] : [];
  checkArrays("averages", averages, averaged);
  checkArrays("optimizer slots", slots, [
    ...layout.slots.flatMap((slot) => trainable.map((role) => ({ ...role, name: `${slot}/${role.name}` }))),
    ...(layout.lossScale ? [{ name: lossScaleSlot, shape: [2] }] : []),
  ]);
}

function checkArrays(what: string, arrays: NetworkParameters, expected: readonly Pick<ParameterRole, "name" | "shape">[]): void {
  const names = new Set(expected.map(({ name }) => name));
  const odd =
    expected.find(({ name, shape }) => arrays.get(name)?.shape.join() !== shape.join())?.name ??
    [...arrays.keys()].find((name) => !names.has(name));
  if (odd === undefined) return;
  const found = arrays.get(odd);
  throw new CheckpointError(
    `[restore] the ${what} of the state differ from this session's, first in "${odd}" (${found ? `[${found.shape.join(", ")}] in the state` : "not in the state"}). Use the optimizer, averaging, loss scale and frozen nodes that the state was made with, or start anew from its parameters.`,
  );
}
