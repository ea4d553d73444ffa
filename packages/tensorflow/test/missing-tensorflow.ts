import { missingWhere } from "@xception/testing";
import { findTensorFlow, TensorFlowMissingError } from "@xception/tensorflow";

/**
 * Why tests on TensorFlow are to be skipped, with what brings it; undefined where there is one.
 *
 * @throws Error in CI, where there must be one
 */
export const missingTensorFlow = (): string | undefined => missingWhere(findTensorFlow, TensorFlowMissingError);
