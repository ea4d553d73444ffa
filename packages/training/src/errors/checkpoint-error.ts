/** A checkpoint that does not belong to this training, or to none. Take another file, or start anew. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}
