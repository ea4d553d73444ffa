// TensorFlow writes how a call ended into a status that the caller brings.
import type { Library } from "../library/open-library.ts";
import { TensorFlowError } from "../tensorflow-error.ts";

/** A status of TensorFlow's, for one call at a time. */
export class Status {
  readonly pointer: bigint;
  readonly #library: Library;

  constructor(library: Library) {
    this.#library = library;
    this.pointer = library.functions.TF_NewStatus();
  }

  /** @throws TensorFlowError where the call before failed; `doing` says what it was */
  check(doing: string): void {
    const code = this.#library.functions.TF_GetCode(this.pointer);
    if (code !== 0) throw new TensorFlowError(doing, code, this.#library.functions.TF_Message(this.pointer));
  }

  delete(): void {
    this.#library.functions.TF_DeleteStatus(this.pointer);
  }
}
