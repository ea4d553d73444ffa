/** The loss or a parameter is no longer a finite number. Go on from the last checkpoint with a lower learning rate. */
export class DivergenceError extends Error {
  override readonly name = "DivergenceError";
}
