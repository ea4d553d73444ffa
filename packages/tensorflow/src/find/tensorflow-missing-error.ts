/** There is no TensorFlow that can be used. `problem` says what was found, `remedy` how one is brought; the message is both. */
export class TensorFlowMissingError extends Error {
  override readonly name = "TensorFlowMissingError";
  readonly problem: string;
  readonly remedy: string;

  constructor(problem: string, options?: ErrorOptions) {
    const remedy =
      "Install it (pip install tensorflow-cpu, or for a graphics card pip install 'tensorflow[and-cuda]'), and point TENSORFLOW_PATH at the folder of that package where it is in no common place.";
    super(`[findTensorFlow] ${problem} ${remedy}`, options);
    this.problem = problem;
    this.remedy = remedy;
  }
}
