/** A function cannot be traced, or what was traced cannot be run. */
export class TraceError extends Error {
  override readonly name = "TraceError";
}
