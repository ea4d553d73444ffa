import { findTensorFlow, TensorFlowMissingError } from "@xception/tensorflow";
import { missingComponent } from "@xception/testing";

/** Why tests that need TensorFlow are skipped; undefined where it is there. */
export function missingTensorFlow(): string | undefined {
  try {
    findTensorFlow();
    return undefined;
  } catch (error) {
    if (error instanceof TensorFlowMissingError) return missingComponent(error.message);
    throw error;
  }
}
