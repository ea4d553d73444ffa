/** Numbers that do not fit together came; the message says what was expected. The remedy is to correct the call. */
export class MetricsError extends Error {
  override readonly name = "MetricsError";
}
