// Which parameters learn by gradient, which follow the data, and which stand still.
import { parameterSpecs, type Network } from "@xception/network";

import { TrainingError } from "../../errors/training-error.ts";

export interface ParameterRoles {
  /** Of nodes that are not frozen and that the output depends on, in the order of the network. */
  readonly trainable: readonly ParameterRole[];
  /** Moving averages of such nodes. */
  readonly statistics: readonly ParameterRole[];
}

export interface ParameterRole {
  /** `node/parameter` */
  readonly name: string;
  /** Its name within the node, such as `kernel`. */
  readonly parameter: string;
  readonly shape: readonly number[];
}

/** @throws TrainingError where nothing is left to train */
export function parameterRoles(network: Network, frozen: ReadonlySet<string>): ParameterRoles {
  const active = ancestors(network);
  const specs = [...parameterSpecs(network)].map(([name, spec]) => ({ name, ...spec }));
  const learning = specs.filter(({ node }) => active.has(node) && !frozen.has(node));
  const trainable = learning.filter((spec) => spec.trainable);
  if (trainable.length === 0) {
    throw new TrainingError(
      `[createSession] the network "${network.name}" has ${specs.length} parameters, and none is to be trained. Freeze fewer nodes.`,
    );
  }
  return { trainable, statistics: learning.filter((spec) => !spec.trainable) };
}

/** The nodes that the outputs depend on. */
function ancestors({ nodes, outputs }: Network): ReadonlySet<string> {
  const needed = new Set(outputs);
  for (const { name, inputs } of nodes.toReversed()) if (needed.has(name)) for (const input of inputs) needed.add(input);
  return needed;
}
