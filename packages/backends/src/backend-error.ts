/** A backend cannot start here. The message is `problem` and `remedy` together: what is wrong, and what would let it start. */
export class BackendError extends Error {
  override readonly name = "BackendError";
  readonly problem: string;
  readonly remedy: string;

  constructor(problem: string, remedy: string, options?: ErrorOptions) {
    super(`[startBackend] ${problem} ${remedy}`, options);
    this.problem = problem;
    this.remedy = remedy;
  }
}
