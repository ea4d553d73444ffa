// A run of one size in an engine's memory: from the end of the weights on the arena of maps, the program, and the threads' scratch.
import { joinTasks, type Place } from "@xception/separable-conv/engine";

import { arrangeRooms, type Life } from "../memory/arrange-rooms.ts";
import { align } from "../memory/weight-store.ts";
import type { Room, View } from "./map-value.ts";
import { writeSteps, type ProgramOptions } from "./write-steps.ts";

/** A value in memory. */
export interface PlacedValue extends Place {
  readonly shape: readonly number[];
}

export interface RunPlan {
  /** Inputs, outputs and taps. */
  readonly values: ReadonlyMap<string, PlacedValue>;
  readonly program: Int32Array;
  readonly at: number;
  readonly scratch: number;
  /** Of each thread. */
  readonly scratchBytes: number;
  /** Bytes of all maps. */
  readonly arenaBytes: number;
  /** The address after all. */
  readonly end: number;
}

/** @param start the address from which on memory is the run's */
export function planRun(options: ProgramOptions, start: number): RunPlan {
  const { steps, values } = writeSteps(options);
  const inputs = new Set(options.nodes.filter(({ node }) => node.kind === "input").map(({ node }) => node.name));
  const named = [...values].filter(([name]) => options.wanted.has(name) || inputs.has(name));
  const lives = new Map<Room, Life>();
  const touch = (room: Room, step: number): void => {
    const life = lives.get(room);
    lives.set(room, { first: Math.min(life?.first ?? step, step), last: Math.max(life?.last ?? step, step) });
  };
  for (const [name, { view }] of named) {
    if (inputs.has(name)) touch(view.room, -1);
    if (options.wanted.has(name)) touch(view.room, steps.length);
  }
  for (const [index, step] of steps.entries()) for (const room of step.rooms) touch(room, index);
  const arena = arrangeRooms(lives);
  const find = ({ room, offset, pitch }: View): Place => ({ at: start + (arena.offsets.get(room) ?? 0) + offset, pitch });
  const tasks = steps.map((step) => step.plan(find));
  const program = joinTasks(tasks.map(({ task }) => task));
  const at = align(start + arena.bytes);
  const scratch = align(at + program.byteLength);
  const scratchBytes = align(Math.max(0, ...tasks.map((task) => task.scratchBytes)));
  return {
    values: new Map(named.map(([name, { shape, view }]) => [name, { shape, ...find(view) }])),
    program,
    at,
    scratch,
    scratchBytes,
    arenaBytes: arena.bytes,
    end: scratch + scratchBytes * options.threads,
  };
}
