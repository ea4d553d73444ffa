// Where the value of a node goes: straight into the concatenation that takes it, over the input that nobody else needs, or into a room
// of its own.
import { channelsFrom, channelsOf, ownValue, type MapValue } from "./map-value.ts";
import type { Takers } from "./takers.ts";

interface Named {
  readonly name: string;
  readonly value: MapValue;
}

export interface Homes {
  /**
   * A place for the value of the node `name`, which a node of this kind makes.
   *
   * @param reusable inputs over which it may be written, if nobody else needs them
   * @param added    whether the input is what a convolution adds
   */
  homeOf(name: string, kind: string, reusable: readonly Named[], added: boolean): MapValue;
}

/** Kinds that read a place only before they write it. */
const inPlace: ReadonlySet<string> = new Set([
  ...["activation", "batchNorm", "normalization", "rescaling"],
  ...["add", "subtract", "multiply", "average", "maximum"],
]);

/** Kinds whose value is that of their input. */
const passing: ReadonlySet<string> = new Set(["reshape", "flatten"]);

export function findHomes(takers: Takers, relus: ReadonlySet<string>, shapeOf: (name: string) => readonly number[]): Homes {
  const sources = new Map<string, string>();
  const uses = new Map<string, number>();
  const sourceOf = (name: string): string => sources.get(name) ?? name;
  const use = (name: string): unknown => uses.set(sourceOf(name), (uses.get(sourceOf(name)) ?? 0) + 1);
  const slots = new Map<string, { readonly into: string; readonly first: number }>();
  const inputs = new Set(takers.nodes.filter(({ node }) => node.kind === "input").map(({ node }) => node.name));
  for (const { node, behaviour } of takers.nodes) {
    const passes = behaviour.idle || relus.has(node.name) || passing.has(node.kind);
    if (passes) sources.set(node.name, sourceOf(node.inputs[0] ?? ""));
    else for (const input of node.inputs) use(input);
  }
  for (const name of takers.wanted) use(name);
  for (const { node } of takers.nodes) {
    let first = 0;
    for (const input of node.kind === "concatenate" ? node.inputs : []) {
      if (!sources.has(input) && !inputs.has(input) && !slots.has(input)) slots.set(input, { into: node.name, first });
      first += channelsOf({ shape: shapeOf(input) });
    }
  }

  /** Whether nobody but one taker needs what lies in a value's place: not a part of it either. */
  const isFree = (name: string): boolean => uses.get(name) === 1 && [...slots].every(([part, { into }]) => into !== name || isFree(part));

  const rooms = new Map<string, MapValue>();
  const roomOf = (name: string): MapValue => {
    const known = rooms.get(name);
    if (known) return known;
    const shape = shapeOf(name);
    const slot = slots.get(name);
    const made = slot ? channelsFrom(roomOf(slot.into), slot.first, channelsOf({ shape })) : ownValue(shape);
    rooms.set(name, made);
    return made;
  };
  return {
    homeOf(name, kind, reusable, added) {
      if (slots.has(name) || rooms.has(name) || !(added || inPlace.has(kind))) return roomOf(name);
      const shape = shapeOf(name);
      const over = reusable.find((input) => isFree(sourceOf(input.name)) && input.value.shape.join() === shape.join());
      return over ? over.value : roomOf(name);
    },
  };
}
