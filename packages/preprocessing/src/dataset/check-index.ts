import { PreprocessingError } from "../errors/preprocessing-error.ts";

/** @throws PreprocessingError for an index that is not one of a data set of this length */
export function checkIndex(index: number, length: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= length) {
    throw new PreprocessingError(`[get] example ${index} was asked for, but the data set holds 0 to ${length - 1}. Ask for one of these.`);
  }
}
