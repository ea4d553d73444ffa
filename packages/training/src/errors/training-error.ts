/** Options or a batch that training cannot work with; the message says what would do. Change the call. */
export class TrainingError extends Error {
  override readonly name = "TrainingError";
}
