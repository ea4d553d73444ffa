/** What a call was given does not fit the network: a batch, tap, seed, frozen node or executor. Mend the call. */
export class InputError extends Error {
  override readonly name = "InputError";
}
