// The losses take logits, but a network for inference ends in softmax or sigmoid: log(softmax(x)) loses all digits where the loss is large.
// So training takes the last activation off. Parameters keep their names: those that are trained fit the network as it was given.
import type { Network, NetworkNode } from "@xception/network";

import { TrainingError } from "../../errors/training-error.ts";
import { lossOf, type LossName } from "../../losses/loss.ts";

/**
 * The network up to its logits: a node `activation` at its end is left out, an option `activation` of its last layer becomes linear.
 *
 * @param loss  decides which activation may be taken off
 * @throws TrainingError where the network has several outputs, or ends in an activation that belongs to another loss
 */
export function logitsNetwork(network: Network, loss: LossName): Network {
  const { activation } = lossOf(loss);
  const [output, ...others] = network.outputs;
  const last = network.nodes.find(({ name }) => name === output);
  if (!last || others.length > 0) {
    throw new TrainingError(
      `[createSession] the network "${network.name}" has ${network.outputs.length} outputs, expected one. Train a network with the logits as its only output.`,
    );
  }
  const found = lastActivation(last);
  if (found === activation) return withoutActivation(network, last);
  if (found === undefined || found === "linear") return network;
  throw new TrainingError(
    `[createSession] the network "${network.name}" ends in ${found}, but ${loss} goes with ${activation} or logits. ${remedy(found)}`,
  );
}

function lastActivation({ kind, options }: NetworkNode): string | undefined {
  const found = kind === "activation" ? options["function"] : options["activation"];
  return typeof found === "string" ? found : undefined;
}

function remedy(found: string): string {
  if (found === "softmax") return "Use softmaxCrossEntropy, or let the network end in sigmoid.";
  if (found === "sigmoid") return "Use sigmoidCrossEntropy, or let the network end in softmax.";
  return "Let its last layer be linear.";
}

function withoutActivation(network: Network, last: NetworkNode): Network {
  if (last.kind !== "activation") {
    const linear = { ...last, options: { ...last.options, activation: "linear" } };
    return { ...network, nodes: network.nodes.map((node) => (node === last ? linear : node)) };
  }
  const used = network.nodes.some(({ inputs }) => inputs.includes(last.name));
  return { ...network, nodes: used ? network.nodes : network.nodes.filter((node) => node !== last), outputs: last.inputs };
}
