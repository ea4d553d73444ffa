// Parameters that do not fit a network. All that does not fit is told at once: whoever mends a name map wants the whole list.
import type { Shape } from "./shape.ts";

/** What does not fit, by `node/parameter`. */
export interface ParametersReport {
  /** The network has them, the parameters lack them. */
  readonly missing: readonly string[];
  /** The parameters have them, the network does not. */
  readonly unexpected: readonly string[];
  readonly mismatched: readonly { readonly name: string; readonly expected: Shape; readonly found: Shape; readonly values: number }[];
}

/** Parameters do not fit the network: mend the file, the name map or the network. `report` has all of it. */
export class ParametersError extends Error {
  override readonly name = "ParametersError";
  readonly report: ParametersReport;

  constructor(message: string, report: ParametersReport) {
    super(message);
    this.report = report;
  }
}
