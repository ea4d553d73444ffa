import type { Network, Shape } from "@xception/network";

import { CommandError } from "../terminal/command-error.ts";

/**
 * [height, width, channels] of the image that a network reads; null where it takes any size.
 *
 * @param command  opens the sentence of the error
 * @throws CommandError (2) where it does not read one image of 1 or 3 channels
 */
export function inputShape(command: string, { nodes }: Network): readonly [number | null, number | null, 1 | 3] {
  const shapes = nodes.filter((node) => node.kind === "input").map((node) => node.options["shape"] as Shape); // validated
  const [height, width, channels] = shapes[0] ?? [];
  if (shapes.length === 1 && height !== undefined && width !== undefined && (channels === 1 || channels === 3)) {
    return [height, width, channels];
  }
  const found = shapes.map((shape) => `[${shape.map((side) => side ?? "any").join(", ")}]`).join(" and ");
  throw new CommandError(
    `[${command}] the network reads ${found || "nothing"}, but one image of 1 or 3 channels was expected. Use a network that classifies images.`,
  );
}
