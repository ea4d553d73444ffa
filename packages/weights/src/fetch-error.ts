// Bytes that did not arrive: no connection, or an answer other than the file. The file itself may be fine, so a retry can help.

/** A source that could not be read over the network. `status` is the HTTP status, 0 when there was no answer at all. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  readonly url: string;
  readonly status: number;

  constructor(message: string, { url, status, ...options }: ErrorOptions & { url: string; status: number }) {
    super(message, options);
    this.url = url;
    this.status = status;
  }
}
