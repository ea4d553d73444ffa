// Labels become targets on the host: what the network is to say, for each example and class.
import { TrainingError } from "../errors/training-error.ts";
import type { Loss } from "./loss.ts";

/**
 * The classes of a batch: [N] numbers of a class, as whole numbers; or [N, K] targets, as float32: 0 or 1 where several classes may be in
 * an image, shares that sum to 1 where a class is mixed.
 */
export type Labels = Int32Array | Uint32Array | Uint8Array | Float32Array;

/** How many images and classes there are. */
export interface TargetSize {
  readonly size: number;
  readonly classes: number;
}

/**
 * Labels without smoothing, [N, K].
 *
 * @throws TrainingError where labels are too many or too few, are no class, or do not sum to 1
 */
export function createTargets(labels: Labels, loss: Loss, { size, classes }: TargetSize): Float32Array {
  const dense = labels instanceof Float32Array;
  const expected = dense ? size * classes : size;
  if (labels.length !== expected) {
    const form = dense ? `${expected} targets (${size} × ${classes})` : `${size} labels`;
    throw new TrainingError(
      `[createTargets] ${labels.length} labels came with ${size} images, expected ${form}. Pass a label for every image, or float32 targets for every image and class.`,
    );
  }
  if (dense) return checkShares(labels, loss, classes);
  const targets = new Float32Array(size * classes);
  labels.forEach((label, example) => {
    if (label < 0 || label >= classes) {
      throw new TrainingError(
        `[createTargets] label ${label} of image ${example} is not a class: the network has ${classes} outputs. Give labels from 0 to ${classes - 1}, or a network with more outputs.`,
      );
    }
    targets[example * classes + label] = 1;
  });
  return targets;
}

/** Draws targets towards what says nothing: t · (1 − smoothing) + even · smoothing. Keras' `label_smoothing`. */
export function smoothTargets(
  targets: Float32Array,
  loss: Loss,
  { classes, smoothing }: { classes: number; smoothing: number },
): Float32Array {
  if (smoothing === 0) return targets;
  const floor = loss.evenTarget(classes) * smoothing;
  return targets.map((target) => target * (1 - smoothing) + floor);
}

/** The gradient of softmax cross-entropy is right only for targets that sum to 1. */
function checkShares(targets: Float32Array, { exclusive }: Loss, classes: number): Float32Array {
  for (let start = 0; exclusive && start < targets.length; start += classes) {
    const sum = targets.subarray(start, start + classes).reduce((total, target) => total + target, 0);
    if (Math.abs(sum - 1) > 1e-3) {
      throw new TrainingError(
        `[createTargets] the targets of image ${start / classes} sum to ${sum}, expected 1. Use sigmoidCrossEntropy where an image may have several classes or none.`,
      );
    }
  }
  return targets;
}
