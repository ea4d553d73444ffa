import type { Network } from "../network.ts";
import { countValues, type Shape } from "../shape.ts";
import type { ShapeOptions } from "./infer-shapes.ts";
import { plan } from "./plan.ts";
import { shapes } from "./shapes.ts";

/** Multiply-adds for one image. */
export interface Cost {
  readonly total: number;
  readonly nodes: ReadonlyMap<string, number>;
}

/**
 * Multiply-adds of a network for one image: those of convolutions and dense layers, which is what the literature counts.
 *
 * @throws NetworkError as `shapes`
 *
 * @example
 * cost(xception).total // => 8.357 thousand million at 299 × 299 pixels
 */
export function cost(network: Network, options: ShapeOptions = {}): Cost {
  const nodes = countMultiplyAdds(network, shapes(network, options));
  return { total: [...nodes.values()].reduce((sum, value) => sum + value, 0), nodes };
}

/** As `cost`, on shapes that are known already; a node whose sizes are open counts as 0. */
export function countMultiplyAdds(network: Network, known: ReadonlyMap<string, Shape>): ReadonlyMap<string, number> {
  const shapeOf = (name: string): Shape => known.get(name) ?? [];
  return new Map(
    plan("cost", network).map(({ node, behaviour }) => [
      node.name,
      behaviour.multiplyAdds(node.inputs.map(shapeOf), countValues(shapeOf(node.name)) ?? 0),
    ]),
  );
}
