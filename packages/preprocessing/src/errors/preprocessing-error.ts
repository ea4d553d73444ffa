/** A preprocessing specification or an argument is wrong. The remedy is to correct the call or the specification. */
export class PreprocessingError extends Error {
  override readonly name = "PreprocessingError";
}
