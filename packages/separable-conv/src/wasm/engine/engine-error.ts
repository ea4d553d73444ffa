/** The WebAssembly engine cannot start, or has no room. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}
