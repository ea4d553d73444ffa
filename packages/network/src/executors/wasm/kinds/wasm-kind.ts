// How the executor knows a node kind: its weights are put into memory once, its tasks written anew for every size of the batch.
import type { Build, ByteProduct, PlannedTask, Range } from "@xception/separable-conv/engine";

import type { NodeOptions } from "../../../network.ts";
import type { ParameterArray } from "../../../parameter-array.ts";
import type { IntegerKernel } from "../../../quantise/integer-kernel.ts";
import type { WeightStore } from "../memory/weight-store.ts";
import type { MapValue } from "../plan/map-value.ts";
import type { FindPlace } from "../plan/step.ts";

/** A node whose weights are wanted in memory. */
export interface WeightedNode {
  /** Resolved. */
  readonly options: NodeOptions;
  /** A parameter by its name within the node; undefined where the node has none of that name. */
  readonly parameter: (name: string) => ParameterArray | undefined;
  /** The pointwise kernel in whole numbers, where it is to be multiplied so. */
  readonly integers: IntegerKernel | undefined;
  /** How bytes are multiplied, where pixels are to be bytes as well. */
  readonly product: ByteProduct | undefined;
}

/** A node whose tasks are wanted. */
export interface NodeWork {
  readonly inputs: readonly MapValue[];
  readonly output: MapValue;
  /** Whether the input passes a relu first; convolutions of channels by themselves are asked for it. */
  readonly relu: boolean;
  /** What the result is held in at the end; kinds that can end so are asked for it. */
  readonly range: Range;
  /** What is added to the result; convolutions are asked for it. */
  readonly residual: MapValue | undefined;
  readonly build: Build;
  readonly threads: number;
  /** Adds a task to the program; `maps` are all that it reads or writes. */
  readonly emit: (maps: readonly MapValue[], plan: (find: FindPlace) => PlannedTask) => void;
}

/** Writes the tasks of a node. */
export type WriteTasks = (work: NodeWork) => void;

/** Puts the weights of a node into memory, and gives what writes its tasks. */
export type WasmKind = (node: WeightedNode, store: WeightStore) => WriteTasks;
