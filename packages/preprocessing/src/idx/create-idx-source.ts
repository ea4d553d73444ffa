// A pair of IDX files, images and labels, as MNIST, Fashion-MNIST, KMNIST and EMNIST come.
import type { ImageSource } from "../dataset/image-source.ts";
import { checkIndex } from "../dataset/check-index.ts";
import { DataError } from "../errors/data-error.ts";
import { readIdx } from "./read-idx.ts";

/**
 * The grey images of an IDX file with the labels of another.
 *
 * @param images   IDX of [N, H, W]
 * @param labels   IDX of [N]
 * @param classes  names; without them the classes are called "0", "1" and so on up to the highest label
 * @throws DataError for files that cannot be read, do not belong together, are empty, or hold a label beyond `classes`
 */
export function createIdxSource(images: Uint8Array, labels: Uint8Array, classes?: readonly string[]): ImageSource {
  const pictures = readIdx(images, "the file of images");
  const { shape, data } = readIdx(labels, "the file of labels");
  if (pictures.shape.length !== 3) {
    throw new DataError(
      `[createIdxSource] the file of images holds [${pictures.shape.join(", ")}], but [N, height, width] was expected. Pass the file whose name has "idx3".`,
    );
  }
  if (shape.length !== 1)
    throw new DataError(
      `[createIdxSource] the file of labels holds [${shape.join(", ")}], but [N] was expected. Pass the file whose name has "idx1".`,
    );
  const [length, height, width] = pictures.shape as [number, number, number];
  if (shape[0] !== length) {
    throw new DataError(
      `[createIdxSource] there are ${length} images, but ${shape[0] as number} labels. Pass two files of one set, both "train" or both "t10k".`,
    );
  }
  if (length * height * width === 0) throw new DataError("[createIdxSource] the file of images holds no pixel. Pass a file with images.");
  const highest = data.reduce((most, label) => Math.max(most, label), 0);
  const names = classes ?? Array.from({ length: highest + 1 }, (_, label) => String(label));
  if (highest >= names.length) {
    throw new DataError(
      `[createIdxSource] a label is ${highest}, but there are only ${names.length} class names. Pass a name for each label from 0 to ${highest}.`,
    );
  }
  return {
    length,
    labels: data,
    classes: names,
    name: (index) => `image ${index}`,
    pixels(index) {
      checkIndex(index, length);
      const size = height * width;
      return { width, height, channels: 1, data: pictures.data.subarray(index * size, (index + 1) * size) };
    },
  };
}
