// Names of nodes: a layer's own name where the whole network has it once, else with the names of the models around it in front.
import type { PlacedLayer } from "./graph/flatten.ts";

export function nameNodes(layers: readonly PlacedLayer[]): ReadonlyMap<PlacedLayer, string> {
  const own = ({ layer, call }: PlacedLayer): string => (call === 0 ? layer.name : `${layer.name}:${String(call)}`);
  const uses = new Map<string, number>();
  for (const placed of layers) uses.set(own(placed), (uses.get(own(placed)) ?? 0) + 1);
  return new Map(layers.map((placed) => [placed, uses.get(own(placed)) === 1 ? own(placed) : [...placed.around, own(placed)].join("/")]));
}
