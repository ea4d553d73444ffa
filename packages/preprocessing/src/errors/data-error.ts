/** A file or folder of data (IDX, image folder, labels) cannot be used as it is. The remedy is another file or folder. */
export class DataError extends Error {
  override readonly name = "DataError";
}
