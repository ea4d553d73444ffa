import { TrainingError } from "../errors/training-error.ts";
import type { LabelledBatch } from "./labelled-batch.ts";

/**
 * How many images there are. That their shape is the network's is the forward pass' to say.
 *
 * @throws TrainingError where the values do not fill the shape
 */
export function checkBatch(caller: string, { images: { shape, data } }: LabelledBatch): number {
  const expected = shape.reduce((size, axis) => size * axis, 1);
  const [size = 0] = shape;
  if (size > 0 && data.length === expected) return size;
  throw new TrainingError(
    `[${caller}] images of shape [${shape.join(", ")}] came with ${data.length} values, expected ${expected} and at least one image. Pass [N, H, W, C] and as many values.`,
  );
}
