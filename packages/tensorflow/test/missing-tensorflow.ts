import { missingComponent } from "@xception/testing";
import { findTensorFlow, TensorFlowMissingError } from "@xception/tensorflow";

/**
 * Why tests on TensorFlow are to be skipped, with what brings it; undefined where there is one.
 *
 * @throws Error in CI, where there must be one
 */
export function missingTensorFlow(): string | undefined {
  try {
    findTensorFlow();
    return undefined;
  } catch (error) {
    if (error instanceof TensorFlowMissingError) return missingComponent(error.message);
    throw error;
  }
}
