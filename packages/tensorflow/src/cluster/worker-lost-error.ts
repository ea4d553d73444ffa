import { TensorFlowError } from "../tensorflow-error.ts";

/** How TensorFlow begins to say that a collective operation cannot be completed, whatever the status. */
const collectiveAnswer = /Collective (?:ops is aborted by: |has timed out)/;

/**
 * Another process of the cluster ended, cannot be reached, or said nothing for as long as is waited for. The collective operations of this
 * process are finished with it: end the process, and start all of them again from the last checkpoint.
 */
export class WorkerLostError extends TensorFlowError {
  override readonly name = "WorkerLostError";

  /** Whether that is what TensorFlow's sentence is about. */
  static isMeant(answer: string): boolean {
    return collectiveAnswer.test(answer);
  }

  constructor(doing: string, status: number, answer: string) {
    const [reason = ""] = answer.slice(answer.search(collectiveAnswer)).replace("Collective ops is aborted by: ", "").split("\n");
    const worker = /remote target \/job:\w+\/replica:\d+\/task:(\d+)/.exec(answer)?.[1];
    const from = worker === undefined ? "" : ` (from worker ${worker})`;
    super(
      doing,
      status,
      `${reason.replace(/\.$/, "")}${from}.`,
      "Another worker was lost, or is too slow: start all of them again from the last checkpoint, or allow more time.",
    );
  }
}
