// What TensorFlow answers when something goes wrong: a status code of its own and a sentence. Codes: tensorflow/c/tsl_status.h.

/** TensorFlow's status codes, each at its own number. */
export const statusCodes = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

export type StatusCode = (typeof statusCodes)[number];

const remedies: Readonly<Partial<Record<StatusCode, string>>> = {
  CANCELLED: "Something else failed first: look for the error before this one.",
  INVALID_ARGUMENT: "Check the shapes, types and options that were passed.",
  DEADLINE_EXCEEDED: "Check that every worker runs and can be reached, or allow more time.",
  NOT_FOUND: "Check the name; an operation or kernel may be missing in this version of TensorFlow or on this device.",
  PERMISSION_DENIED: "Check the rights of the files that were named.",
  RESOURCE_EXHAUSTED: "Take a smaller batch or smaller images, or dispose of tensors that are no longer needed.",
  FAILED_PRECONDITION: "Check that the variable was initialised before it was read.",
  ABORTED: "Something else failed first: look for the error before this one.",
  UNIMPLEMENTED: "Use another type or device for this operation, or a newer TensorFlow.",
  UNAVAILABLE: "Check that every worker runs and can be reached.",
};
const otherwise = "Please report this, with the version of TensorFlow.";

/** TensorFlow refused or failed. `code` is its status; the message says what was being done, what TensorFlow answers and what may help. */
export class TensorFlowError extends Error {
  override readonly name: string = "TensorFlowError";
  readonly code: StatusCode;

  /**
   * @param doing   what was being done, such as the name of an operation
   * @param status  TensorFlow's code, as a number
   * @param answer  TensorFlow's own sentence
   * @param remedy  what may help; default by the code
   */
  constructor(doing: string, status: number, answer: string, remedy?: string) {
    const code = statusCodes[status] ?? "UNKNOWN";
    super(`[tensorflow] ${doing} ended with ${code}: ${answer.trim()} ${remedy ?? remedies[code] ?? otherwise}`);
    this.code = code;
  }
}
