// TensorFlow writes how a call ended into a status that the caller brings.
import { WorkerLostError } from "../cluster/worker-lost-error.ts";
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
    if (code === 0) return;
    const answer = this.#library.functions.TF_Message(this.pointer);
    throw WorkerLostError.isMeant(answer) ? new WorkerLostError(doing, code, answer) : new TensorFlowError(doing, code, answer);
  }

  delete(): void {
    this.#library.functions.TF_DeleteStatus(this.pointer);
  }
}
