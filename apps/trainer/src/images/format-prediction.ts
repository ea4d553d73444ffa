import type { Prediction } from "@xception/xception";

/** An image and its classes for people, one class a line. */
export function formatPrediction(image: string, predictions: readonly Prediction[]): string {
  const lines = predictions.map(({ label, probability }) => `${(100 * probability).toFixed(1).padStart(7)} %  ${label}`);
  return `${[image, ...lines].join("\n")}\n`;
}
