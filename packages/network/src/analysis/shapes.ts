import { NetworkError } from "../network-error.ts";
import type { Network } from "../network.ts";
import { formatShape } from "../shape.ts";
import { inferShapes, type ShapeOptions } from "./infer-shapes.ts";

/**
 * The shape of what every node gives for one image, [H, W, C] or [C], by node name.
 *
 * @throws NetworkError where a size shrinks to nothing or inputs do not fit, naming the node, and where a size stays open
 *
 * @example
 * shapes(network, { inputShape: [299, 299, 3] }).get("block1_conv1") // => [149, 149, 32]
 */
export function shapes(network: Network, options: ShapeOptions = {}): ReadonlyMap<string, readonly number[]> {
  const inferred = inferShapes("shapes", network, options);
  for (const [name, shape] of inferred) {
    if (shape.includes(null)) {
      throw new NetworkError(
        `[shapes] "${name}" has the open shape ${formatShape(shape)}. Pass inputShape, such as { inputShape: [299, 299, 3] }.`,
      );
    }
  }
  return inferred as ReadonlyMap<string, readonly number[]>; // the loop has looked for null
}
