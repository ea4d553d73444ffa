// A part of a data set, or all of it in another order, without a copy of an image.
import { checkIndex } from "./check-index.ts";
import type { Dataset } from "./dataset.ts";

/**
 * The examples `indices` of a data set, in that order.
 *
 * @throws PreprocessingError for an index beyond the data set
 */
export function subset(dataset: Dataset, indices: ArrayLike<number>): Dataset {
  const chosen = Uint32Array.from(indices, (index) => {
    checkIndex(index, dataset.length);
    return index;
  });
  return {
    length: chosen.length,
    shape: dataset.shape,
    labels: Int32Array.from(chosen, (index) => dataset.labels[index] as number),
    classes: dataset.classes,
    get(index, epoch) {
      checkIndex(index, chosen.length);
      return dataset.get(chosen[index] as number, epoch);
    },
  };
}
