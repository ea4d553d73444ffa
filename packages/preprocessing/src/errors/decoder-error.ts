/** What decodes images is missing on this machine. The remedy is to install it. */
export class DecoderError extends Error {
  override readonly name = "DecoderError";
}
