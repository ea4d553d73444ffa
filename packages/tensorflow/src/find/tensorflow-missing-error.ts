import { remedies } from "./remedies.ts";

/** There is no TensorFlow that can be used. `problem` says what was found, `remedy` how that is mended; the message is both. */
export class TensorFlowMissingError extends Error {
  override readonly name = "TensorFlowMissingError";
  readonly problem: string;
  readonly remedy: string;

  /** @param remedy default: how one is brought */
  constructor(problem: string, remedy: string = remedies().absent, options?: ErrorOptions) {
    super(`[findTensorFlow] ${problem} ${remedy}`, options);
    this.problem = problem;
    this.remedy = remedy;
  }
}
