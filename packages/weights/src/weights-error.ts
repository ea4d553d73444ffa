// A weight file that cannot be used: damaged, cut, of another format, or of other names and shapes than wanted.
// Reading it again gives the same, so it is not worth a retry (compare FetchError).

/** Names that do not fit together, found by {@link compareNames}; empty lists when the error is about something else. */
export interface NameReport {
  /** Wanted, but not in the file. */
  readonly missing: readonly string[];
  /** In the file, but not wanted. */
  readonly unexpected: readonly string[];
  /** In both, with different shapes. */
  readonly mismatched: readonly {
    readonly name: string;
    readonly found: readonly number[];
    readonly expected: readonly (number | null)[];
  }[];
}

/** A file whose content cannot be used. Do not retry: get another file. */
export class WeightsError extends Error {
  override readonly name = "WeightsError";
  readonly report: NameReport;

  constructor(message: string, options: ErrorOptions & { report?: NameReport } = {}) {
    super(message, options);
    this.report = options.report ?? { missing: [], unexpected: [], mismatched: [] };
  }
}
