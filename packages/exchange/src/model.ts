// What a model file holds: enough to classify an image with it.
import type { Network, NetworkParameters } from "@xception/network";
import type { Preprocessing } from "@xception/preprocessing";

/** A network with its parameters and, where the file says so, its labels and how images become its input. */
export interface Model {
  readonly network: Network;
  readonly parameters: NetworkParameters;
  /** One name a class, in the order of the outputs. */
  readonly labels?: readonly string[];
  readonly preprocessing?: Preprocessing;
}
