// Everything of a session that is on the device, as a step takes it and makes it anew.
import * as tf from "@tensorflow/tfjs-core";
import type { NetworkParameters, ParameterArray } from "@xception/network";

import { firstLossScale, lossScaleSlot } from "../../optimizers/loss-scale.ts";
import type { SessionState } from "../session-state.ts";
import { trainableOf, type Layout } from "./layout.ts";
import { listTensors, mapVariables } from "./map-variables.ts";
import { sizeOf, splitOnHost } from "./parameter-group.ts";
import type { ParameterRole } from "./parameter-roles.ts";
import { fromRoots, uploadRoots } from "./roots.ts";

export interface GroupVariables {
  /** The parameters of the group. */
  readonly vector: tf.Tensor1D;
  /** In the order of the layout's slots. */
  readonly slots: readonly tf.Tensor1D[];
  readonly average: tf.Tensor1D | undefined;
}

export interface Variables {
  /** Every parameter by `node/parameter`, as the forward pass takes it. */
  readonly tensors: ReadonlyMap<string, tf.Tensor>;
  /** In the order of the layout's groups. */
  readonly groups: readonly GroupVariables[];
  readonly statisticsAverage: tf.Tensor1D | undefined;
  /** See `nextLossScale`. */
  readonly lossScale: tf.Tensor1D | undefined;
}

export type VariableState = Omit<SessionState, "progress">;

/** The state of a session that has not begun: slots at 0, averages at the parameters. */
export function initialState(parameters: NetworkParameters, layout: Layout): VariableState {
  const trainable = trainableOf(layout);
  const largest = trainable.reduce((length, role) => Math.max(length, sizeOf(role)), 0);
  const nothing = new Float32Array(layout.slots.length > 0 ? largest : 0);
  const zeros = (role: ParameterRole, slot: string): [string, ParameterArray] => {
    return [`${slot}/${role.name}`, { shape: role.shape, data: nothing.subarray(0, sizeOf(role)) }];
  };
  const averaged = layout.averaged ? [...trainable, ...layout.statistics] : [];
  const scale: [string, ParameterArray][] = layout.lossScale
    ? [[lossScaleSlot, { shape: [2], data: firstLossScale(layout.lossScale) }]]
    : [];
  return {
    parameters,
    averages: new Map(averaged.map(({ name }) => [name, parameters.get(name) as ParameterArray])),
    slots: new Map([...layout.slots.flatMap((slot) => trainable.map((role) => zeros(role, slot))), ...scale]),
  };
}

/** The state must have what the layout keeps. */
export function uploadVariables(state: VariableState, layout: Layout): Variables {
  let variables: Variables | undefined;
  tf.tidy(() => {
    variables = mapVariables(fromRoots([...uploadRoots(state, layout)], layout, [...state.parameters.keys()]), (tensor) => tf.keep(tensor));
  });
  return variables as unknown as Variables; // tidy has run it
}

/** Reads all of it; what is asked for is fixed at the call, whatever is trained meanwhile. */
export async function downloadVariables(variables: Variables, layout: Layout): Promise<VariableState> {
  const { slots, averaged } = layout;
  const { lossScale } = variables;
  const [parameters, averages, scale, kept] = await Promise.all([
    downloadTensors(variables),
    averaged ? downloadAverages(variables, layout) : new Map<string, ParameterArray>(),
    lossScale ? download(lossScale) : undefined,
    Promise.all(slots.map((slot, index) => downloadVectors(variables, layout, (group) => group.slots[index], `${slot}/`))),
  ]);
  const scales: [string, ParameterArray][] = scale ? [[lossScaleSlot, scale]] : [];
  return { parameters, averages, slots: new Map([...kept.flatMap((arrays) => [...arrays]), ...scales]) };
}

export async function downloadTensors({ tensors }: Variables): Promise<Map<string, ParameterArray>> {
  const reads = [...tensors].map(async ([name, tensor]): Promise<[string, ParameterArray]> => [name, await download(tensor)]);
  return new Map(await Promise.all(reads));
}

export async function downloadAverages(variables: Variables, layout: Layout): Promise<Map<string, ParameterArray>> {
  const { statisticsAverage } = variables;
  const [parameters, statistics] = await Promise.all([
    downloadVectors(variables, layout, (group) => group.average),
    statisticsAverage ? downloadVector(statisticsAverage, layout.statistics) : [],
  ]);
  return new Map([...parameters, ...statistics]);
}

async function downloadVectors(
  { groups }: Variables,
  layout: Layout,
  pick: (group: GroupVariables) => tf.Tensor1D | undefined,
  prefix = "",
): Promise<Map<string, ParameterArray>> {
  const reads = groups.map((group, index) => {
    const { members } = layout.groups[index] as Layout["groups"][number]; // one for each
    return downloadVector(pick(group) as tf.Tensor1D, members, prefix);
  });
  return new Map((await Promise.all(reads)).flat());
}

async function downloadVector(vector: tf.Tensor1D, members: readonly ParameterRole[], prefix = ""): Promise<[string, ParameterArray][]> {
  const { data } = await download(vector);
  return splitOnHost(data, members).map((array, index) => [prefix + (members[index] as ParameterRole).name, array]);
}

const download = async (tensor: tf.Tensor): Promise<ParameterArray> => ({
  shape: tensor.shape,
  data: Float32Array.from(await tensor.data<"float32">()),
});

/** Frees variables, but for the tensors that others still use. */
export function disposeVariables(variables: Variables, except?: Variables): void {
  const used = new Set(except ? listTensors(except) : []);
  tf.dispose(listTensors(variables).filter((tensor) => !used.has(tensor)));
}
