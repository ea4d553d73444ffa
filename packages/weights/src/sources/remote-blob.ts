// A Blob whose bytes stay on a server until they are asked for: slices are free, reading one makes one ranged request.
import { FetchError } from "../fetch-error.ts";

/** A range of a resource that answers `Range` requests. Made by `openBlob`. */
export class RemoteBlob extends Blob {
  readonly #url: string;
  readonly #start: number;
  readonly #end: number;
  readonly #type: string;

  constructor(url: string, start: number, end: number, type = "") {
    super();
    this.#url = url;
    this.#start = start;
    this.#end = end;
    this.#type = type;
  }

  override get size(): number {
    return this.#end - this.#start;
  }

  override get type(): string {
    return this.#type;
  }

  override slice(start = 0, end = this.size, type = ""): RemoteBlob {
    const from = clamp(start, this.size);
    const to = Math.max(from, clamp(end, this.size));
    return new RemoteBlob(this.#url, this.#start + from, this.#start + to, type);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    if (this.size === 0) return new ArrayBuffer(0);
    const response = await this.#request();
    const bytes = await response.arrayBuffer().catch((cause: unknown) => {
      throw this.#cutShort(response.status, cause);
    });
    if (bytes.byteLength !== this.size) throw this.#cutShort(response.status, undefined);
    return bytes;
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream({
      pull: async (controller) => {
        controller.enqueue(await this.bytes());
        controller.close();
      },
    });
  }

  async #request(): Promise<Response> {
    const range = `bytes=${String(this.#start)}-${String(this.#end - 1)}`;
    const response = await fetch(this.#url, { headers: { Range: range } }).catch((cause: unknown) => {
      throw new FetchError(`[openBlob] No answer from ${this.#url}. Check the connection and try again.`, {
        url: this.#url,
        status: 0,
        cause,
      });
    });
    if (response.status === 206) return response;
    await response.body?.cancel();
    throw new FetchError(
      `[openBlob] ${this.#url} answered ${String(response.status)} to a request for ${range}; 206 was expected. Try again, or download the file and open that.`,
      { url: this.#url, status: response.status },
    );
  }

  #cutShort(status: number, cause: unknown): FetchError {
    return new FetchError(`[openBlob] ${this.#url} ended before the ${String(this.size)} bytes asked for had come. Try again.`, {
      url: this.#url,
      status,
      cause,
    });
  }
}

/** Blob.slice's rule: a negative position counts from the end. */
function clamp(position: number, size: number): number {
  return position < 0 ? Math.max(size + position, 0) : Math.min(position, size);
}
