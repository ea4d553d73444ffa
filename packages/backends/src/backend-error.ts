/** A backend cannot start here; the message says what would let it. */
export class BackendError extends Error {
  override readonly name = "BackendError";
}
