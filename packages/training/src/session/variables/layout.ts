// What a session keeps and where: decided once, from the network, the frozen nodes and the optimizer.
import type { Network } from "@xception/network";

import type { LossScaleOptions } from "../../optimizers/loss-scale.ts";
import { groupParameters, type ParameterGroup } from "./parameter-group.ts";
import { parameterRoles, type ParameterRole } from "./parameter-roles.ts";

export interface Layout {
  /** Parameters that learn, in groups. */
  readonly groups: readonly ParameterGroup[];
  /** Moving averages that follow the data. */
  readonly statistics: readonly ParameterRole[];
  /** Names of what the optimizer keeps for each parameter that learns. */
  readonly slots: readonly string[];
  readonly averaged: boolean;
  /** Whether a factor of the loss is kept. */
  readonly lossScale: LossScaleOptions | undefined;
}

/**
 * @param largestGroup  values that may be laid end to end
 * @throws TrainingError where nothing is left to train
 */
export function createLayout(
  network: Network,
  frozen: ReadonlySet<string>,
  kept: Pick<Layout, "slots" | "averaged" | "lossScale">,
  largestGroup?: number,
): Layout {
  const { trainable, statistics } = parameterRoles(network, frozen);
  return { groups: groupParameters(trainable, largestGroup), statistics, ...kept };
}

/** Parameters that learn, in the order of their groups. */
export const trainableOf = ({ groups }: Layout): ParameterRole[] => groups.flatMap(({ members }) => [...members]);
