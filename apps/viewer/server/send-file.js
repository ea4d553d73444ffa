// One file over HTTP, whole or by range, so that a page can read a big model's header without the rest (RFC 9110, section 14).
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/**
 * Sends a file; answers HEAD and one byte range too. Nothing is cached: a model that is trained again keeps its address.
 *
 * @param {string} path
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export async function sendFile(path, request, response) {
  const { size } = await stat(path);
  response.setHeader("Content-Type", "application/octet-stream");
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("Cache-Control", "no-store");
  const range = readRange(request.headers.range, size);
  if (range === "unsatisfiable") {
    response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) response.setHeader("Content-Range", `bytes ${start}-${end}/${size}`);
  response.writeHead(range ? 206 : 200, { "Content-Length": end - start + 1 });
  if (request.method === "HEAD" || size === 0) {
    response.end();
    return;
  }
  // A page that goes away mid-answer closes the pipe early; that is its right, not an error.
  await pipeline(createReadStream(path, { start, end }), response).catch(() => response.destroy());
}

/**
 * The one range asked for, clipped to the file. Several ranges and other units are answered with the whole file, as the RFC allows.
 *
 * @param {string | undefined} header
 * @param {number} size bytes
 * @returns {{ start: number, end: number } | "unsatisfiable" | undefined}
 */
function readRange(header, size) {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? "unsatisfiable" : { start, end };
}
