export { MetricsError } from "./metrics-error.ts";
export { topK, type Ranked } from "./top-k.ts";
export { topKAccuracy } from "./top-k-accuracy.ts";
export { meanAveragePrecisionAtK, type MeanAveragePrecisionOptions } from "./mean-average-precision-at-k.ts";
export { ConfusionMatrix, type ClassScores, type ConfusionMatrixJson } from "./confusion-matrix.ts";
export { RunningMean } from "./running-mean.ts";
export { expectedCalibrationError } from "./expected-calibration-error.ts";
