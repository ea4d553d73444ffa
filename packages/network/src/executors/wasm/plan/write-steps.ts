// From a network, the sizes of a batch and the nodes whose values are wanted to tasks in order, on maps without addresses.
import { unbounded, type Build, type PlannedTask, type Range } from "@xception/separable-conv/engine";

import type { PlannedNode } from "../../../analysis/plan.ts";
import type { ActivationName } from "../../../nodes/activation/functions.ts";
import { emitCopy } from "../kinds/arranging.ts";
import { rangeOf } from "../kinds/endings.ts";
import type { WriteTasks } from "../kinds/wasm-kind.ts";
import { findHomes } from "./homes.ts";
import { isWhole, ownValue, type MapValue } from "./map-value.ts";
import { findShortcuts } from "./shortcuts.ts";
import type { FindPlace, Step } from "./step.ts";
import { findTakers } from "./takers.ts";

export interface Program {
  readonly steps: readonly Step[];
  /** Of inputs, outputs and taps. */
  readonly values: ReadonlyMap<string, MapValue>;
}

export interface ProgramOptions {
  readonly nodes: readonly PlannedNode[];
  /** Writes the tasks of a node, by its name. */
  readonly writers: ReadonlyMap<string, WriteTasks>;
  /** Of each node's value, with the batch. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Outputs and taps. */
  readonly wanted: ReadonlySet<string>;
  readonly build: Build;
  readonly threads: number;
}

export function writeSteps({ nodes, writers, shapes, wanted, build, threads }: ProgramOptions): Program {
  const shapeOf = (name: string): readonly number[] => shapes.get(name) as readonly number[]; // every node has one
  const takers = findTakers(nodes, wanted);
  const shortcuts = findShortcuts(takers, (name) => shapeOf(name).join());
  const homes = findHomes(takers, shortcuts.relus, shapeOf);
  const values = new Map<string, MapValue>();
  const valueOf = (name: string): MapValue => values.get(name) as MapValue; // every node comes after its inputs
  const steps: Step[] = [];
  const emit = (maps: readonly MapValue[], plan: (find: FindPlace) => PlannedTask): void => {
    steps.push({ rooms: maps.map(({ view }) => view.room), plan });
  };
  const later = new Set([...shortcuts.sums.values()].map(({ node }) => node.name));

  function write(planned: PlannedNode, result: PlannedNode, residual: MapValue | undefined): void {
    const { name, inputs } = planned.node;
    const ending = shortcuts.ranges.get(result.node.name);
    const last = (ending ?? result).node.name;
    const relu = inputs.some((input) => shortcuts.relus.has(input));
    const maps = inputs.map(valueOf);
    const reusable = residual ? result.node.inputs.filter((input) => input !== name) : inputs.slice(0, 1);
    const output = homes.homeOf(
      last,
      planned.node.kind,
      reusable.map((input) => ({ name: input, value: valueOf(input) })),
      residual !== undefined,
    );
    writers.get(name)?.({ inputs: maps, output, relu, range: rangeOfEnding(ending), residual, build, threads, emit });
    values.set(last, output);
  }

  for (const planned of takers.nodes) {
    const { name, kind, inputs } = planned.node;
    const [source = ""] = inputs;
    if (values.has(name) || later.has(name)) continue;
    const by = shortcuts.sums.get(name);
    if (kind === "input") {
      values.set(name, ownValue(shapeOf(name)));
    } else if (planned.behaviour.idle || shortcuts.relus.has(name)) {
      values.set(name, valueOf(source));
    } else if (kind === "reshape" || kind === "flatten") {
      values.set(name, reshaped(valueOf(source), shapeOf(name), emit));
    } else if (by) {
      write(by, planned, valueOf(inputs.find((input) => input !== by.node.name) as string));
    } else {
      write(planned, planned, undefined);
    }
  }
  return { steps, values };
}

/** The same values under another shape; a copy where they lie among others' channels. */
function reshaped(
  x: MapValue,
  shape: readonly number[],
  emit: (maps: readonly MapValue[], plan: (find: FindPlace) => PlannedTask) => void,
): MapValue {
  const pitch = 4 * (shape.at(-1) ?? 1);
  if (isWhole(x)) return { shape, view: { ...x.view, pitch } };
  const copy = ownValue(x.shape);
  emitCopy(emit, x, copy);
  return { shape, view: { ...copy.view, pitch } };
}

const rangeOfEnding = (ending: PlannedNode | undefined): Range =>
  (ending && rangeOf(ending.behaviour.options["function"] as ActivationName)) ?? unbounded;
