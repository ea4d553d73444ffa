export type { Json, Network, NetworkNode, NodeOptions } from "./network.ts";
export type { NetworkParameters, ParameterArray } from "./parameter-array.ts";
