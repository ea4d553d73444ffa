// A file server with the habits, good and bad, that servers of weights have.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FileServer {
  readonly address: string;
  /** The Range header of each request, undefined where it had none. */
  readonly ranges: (string | undefined)[];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves `answer` on a free port of this machine. */
export async function serve(answer: Answer): Promise<FileServer> {
  const ranges: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/model.bin`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Answers ranges as servers should. */
export const byRange =
  (bytes: Uint8Array): Answer =>
  (request, response) => {
    const [, from = "0", to = String(bytes.length - 1)] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const headers = { "content-type": "application/octet-stream", "content-range": `bytes ${from}-${to}/${String(bytes.length)}` };
    response.writeHead(206, headers).end(bytes.subarray(Number(from), Number(to) + 1));
  };

/** Sends the whole file whatever is asked. */
export const whole =
  (bytes: Uint8Array): Answer =>
  (_request, response) => {
    response.writeHead(200).end(bytes);
  };

export const refuse =
  (status: number): Answer =>
  (_request, response) => {
    response.writeHead(status).end("no");
  };
