/** One image cannot be used: it is damaged, or of a kind that is not read. The remedy is another image. */
export class ImageError extends Error {
  override readonly name = "ImageError";
}
