export { DataError } from "./errors/data-error.ts";
export { DecoderError } from "./errors/decoder-error.ts";
export { ImageError } from "./errors/image-error.ts";
export { PreprocessingError } from "./errors/preprocessing-error.ts";

export type { Pixels } from "./pixels/pixels.ts";
export { convertChannels } from "./pixels/convert-channels.ts";
export { crop, type Region } from "./pixels/crop.ts";
export { resize, resizeMethods, type ResizeMethod, type ResizeOptions } from "./resize/resize.ts";

export type { Preprocessing } from "./spec/preprocessing.ts";
export { xceptionPreprocessing, type XceptionPreprocessingOptions } from "./spec/xception-preprocessing.ts";
export { validatePreprocessing } from "./spec/validate-preprocessing.ts";
export { preprocess } from "./spec/preprocess.ts";
export { normalise, type Normalisation } from "./spec/normalise.ts";
export { createBatch, type ImageBatch } from "./spec/create-batch.ts";

export { parseLabels } from "./labels/parse-labels.ts";

export type { Dataset } from "./dataset/dataset.ts";
export type { ImageSource } from "./dataset/image-source.ts";
export { createDataset } from "./dataset/create-dataset.ts";
export { readIdx, type Idx } from "./idx/read-idx.ts";
export { createIdxSource } from "./idx/create-idx-source.ts";
export { subset } from "./dataset/subset.ts";
export { split, type SplitOptions } from "./dataset/split.ts";
export { augment, type AugmentOptions } from "./dataset/augment.ts";
export { batches, countBatches, type Batch, type BatchOptions } from "./dataset/batches.ts";
export { prefetch } from "./dataset/prefetch.ts";
export { shuffledOrder } from "./random/shuffled-order.ts";
