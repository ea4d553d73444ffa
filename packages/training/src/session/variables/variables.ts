// Everything of a session that is on the device. A step makes a new set of variables from the old one, so that a step that fails changes nothing.
import * as tf from "@tensorflow/tfjs-core";
import type { NetworkParameters, ParameterArray } from "@xception/network";

import type { SessionState } from "../session-state.ts";
import { trainableOf, type Layout } from "./layout.ts";
import { flatten, splitOnHost } from "./parameter-group.ts";
import type { ParameterRole } from "./parameter-roles.ts";

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
}

export type VariableState = Omit<SessionState, "progress">;

/** The state of a session that has not begun: slots at 0, averages at the parameters. */
export function initialState(parameters: NetworkParameters, layout: Layout): VariableState {
  const trainable = trainableOf(layout);
  const zeros = ({ name }: ParameterRole, slot: string): [string, ParameterArray] => {
    const { shape, data } = parameters.get(name) as ParameterArray; // all are there
    return [`${slot}/${name}`, { shape, data: new Float32Array(data.length) }];
  };
  const averaged = layout.averaged ? [...trainable, ...layout.statistics] : [];
  return {
    parameters,
    averages: new Map(averaged.map(({ name }) => [name, parameters.get(name) as ParameterArray])),
    slots: new Map(layout.slots.flatMap((slot) => trainable.map((role) => zeros(role, slot)))),
  };
}

/** The state must have what the layout keeps. */
export function uploadVariables({ parameters, averages, slots }: VariableState, layout: Layout): Variables {
  const upload = ({ shape, data }: ParameterArray): tf.Tensor => tf.keep(tf.tensor(data.slice(), [...shape], "float32"));
  const vector = (members: readonly ParameterRole[], arrays: NetworkParameters, prefix = ""): tf.Tensor1D =>
    tf.keep(
      tf.tidy(() =>
        flatten(
          members.map(({ name }) => {
            const { shape, data } = arrays.get(prefix + name) as ParameterArray;
            return tf.tensor(data.slice(), [...shape], "float32");
          }),
        ),
      ),
    );
  return {
    tensors: new Map([...parameters].map(([name, array]) => [name, upload(array)])),
    groups: layout.groups.map(({ members }) => ({
      vector: vector(members, parameters),
      slots: layout.slots.map((slot) => vector(members, slots, `${slot}/`)),
      average: layout.averaged ? vector(members, averages) : undefined,
    })),
    statisticsAverage: layout.averaged && layout.statistics.length > 0 ? vector(layout.statistics, averages) : undefined,
  };
}

/** Reads all of it; what is asked for is fixed at the call, whatever is trained meanwhile. */
export async function downloadVariables(variables: Variables, layout: Layout): Promise<VariableState> {
  const { slots, averaged } = layout;
  const [parameters, averages, kept] = await Promise.all([
    downloadTensors(variables),
    averaged ? downloadAverages(variables, layout) : new Map<string, ParameterArray>(),
    Promise.all(slots.map((slot, index) => downloadVectors(variables, layout, (group) => group.slots[index], `${slot}/`))),
  ]);
  return { parameters, averages, slots: new Map(kept.flatMap((arrays) => [...arrays])) };
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
  const used = new Set(except ? tensorsOf(except) : []);
  tf.dispose(tensorsOf(variables).filter((tensor) => !used.has(tensor)));
}

function tensorsOf({ tensors, groups, statisticsAverage }: Variables): tf.Tensor[] {
  const vectors = groups.flatMap(({ vector, slots, average }) => [vector, ...slots, average]);
  return [...tensors.values(), ...vectors, statisticsAverage].filter((tensor) => tensor !== undefined);
}
