// Images of a source, made ready for a network one by one as they are asked for.
import { preprocess } from "../spec/preprocess.ts";
import type { Preprocessing } from "../spec/preprocessing.ts";
import { checkIndex } from "./check-index.ts";
import type { Dataset } from "./dataset.ts";
import type { ImageSource } from "./image-source.ts";

/**
 * The data set of a source's images, each preprocessed when it is asked for.
 *
 * @example
 * const digits = createDataset(createIdxSource(images, labels), { size: [28, 28], channels: 1, resize: "nearest", fit: "stretch", scale: 1 / 127.5, offset: -1 });
 */
export function createDataset(source: ImageSource, preprocessing: Preprocessing): Dataset {
  const { length, labels, classes } = source;
  const [height, width] = preprocessing.size;
  return {
    length,
    shape: [height, width, preprocessing.channels],
    labels,
    classes,
    get(index) {
      checkIndex(index, length);
      const pixels = source.pixels(index);
      return pixels instanceof Promise ? pixels.then((decoded) => preprocess(decoded, preprocessing)) : preprocess(pixels, preprocessing);
    },
  };
}
