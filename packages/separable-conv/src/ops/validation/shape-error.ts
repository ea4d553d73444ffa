/** Arguments whose shapes do not go together; the message says which shape to pass. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}
