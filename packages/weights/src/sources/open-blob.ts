// Everything readable is a Blob: the formats of this package call `slice(a, b).arrayBuffer()` and never know where bytes live.
import { FetchError } from "../fetch-error.ts";
import { RemoteBlob } from "./remote-blob.ts";

/** What can be opened: a Blob or File as it is, bytes in memory, or an address (http, https, data, blob). */
export type BlobSource = Blob | Uint8Array<ArrayBuffer> | ArrayBuffer | URL | string;

/**
 * Opens a source for reading by range. Over HTTP nothing but the first bytes is fetched where the server answers `Range`
 * requests; where it does not, the whole body is fetched once.
 *
 * @throws FetchError when the address does not answer with a file; trying again can help
 *
 * @example
 * const model = await openBlob("https://example.org/model.safetensors");
 * const header = await model.slice(0, 8).arrayBuffer();
 */
export async function openBlob(source: BlobSource): Promise<Blob> {
  if (source instanceof Blob) return source;
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) return new Blob([source]);
  const url = String(source);
  return /^(data|blob):/i.test(url) ? wholeBody(url) : probe(url);
}

// The probe is a GET of the first byte, not a HEAD: some servers refuse HEAD, and signed addresses are valid for one method only.
async function probe(url: string): Promise<Blob> {
  const response = await request(url, { headers: { Range: "bytes=0-0" } });
  const total = /^bytes 0-0\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1];
  if (response.status === 206 && total !== undefined) {
    await response.body?.cancel();
    return new RemoteBlob(url, 0, Number(total), response.headers.get("content-type") ?? "");
  }
  // 206 without a readable total (Content-Range is hidden from pages of another origin unless the server exposes it).
  if (response.status === 206) {
    await response.body?.cancel();
    return wholeBody(url);
  }
  return body(url, response);
}

async function wholeBody(url: string): Promise<Blob> {
  return body(url, await request(url, {}));
}

async function request(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    const sentence = `[openBlob] No answer from ${shorten(url)}. Check the address and the connection; a page may only read other sites that allow it (CORS).`;
    throw new FetchError(sentence, { url, status: 0, cause });
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw new FetchError(`[openBlob] ${shorten(url)} answered ${String(response.status)} instead of a file. ${advice(response.status)}`, {
    url,
    status: response.status,
  });
}

async function body(url: string, response: Response): Promise<Blob> {
  return response.blob().catch((cause: unknown) => {
    throw new FetchError(`[openBlob] ${shorten(url)} ended before the file had come. Try again.`, { url, status: response.status, cause });
  });
}

function advice(status: number): string {
  if (status === 404 || status === 410) return "Check the address.";
  if (status === 401 || status === 403) return "It needs a permission: download the file and open that.";
  return "Try again later.";
}

function shorten(url: string): string {
  return url.length > 120 ? `${url.slice(0, 117)}...` : url;
}
