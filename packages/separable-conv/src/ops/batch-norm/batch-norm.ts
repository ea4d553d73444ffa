import { inference } from "./inference.ts";
import { training } from "./training.ts";

/**
 * Batch normalisation over the last axis: y = (x − mean) / √(variance + epsilon) · scale + offset.
 *
 * `batchNorm.training` takes mean and variance from the batch and also returns the new moving averages;
 * `batchNorm.inference` takes the moving averages, and treats them as constants.
 */
export const batchNorm = { training, inference };
