import { findTensorFlow, TensorFlowMissingError } from "@xception/tensorflow";
import { missingWhere } from "@xception/testing";

/** Why tests that need TensorFlow are skipped; undefined where it is there. */
export const missingTensorFlow = (): string | undefined => missingWhere(findTensorFlow, TensorFlowMissingError);
