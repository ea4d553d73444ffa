// The built page over HTTP, with a model of this machine beside it.
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

import { pageHeaders } from "./page-headers.js";
import { sendFile } from "./send-file.js";

const page = fileURLToPath(new URL("../dist", import.meta.url));

/** What the viewer cannot be served for; the message says what to do. */
export class ServeError extends Error {
  /** @override */
  name = "ServeError";
}

/**
 * Serves the built viewer, and `model` under /models/.
 *
 * @param {object} options
 * @param {string} [options.model]  path of a model file that the page opens
 * @param {number} [options.port]   0 takes any free one; left out: 4173, or any free one where that is taken
 * @param {string} [options.host]   127.0.0.1 is this machine only
 * @returns {Promise<{ address: string, close: () => Promise<void> }>} the page's address, and how to end the server
 * @throws {ServeError} where the page is not built, the model does not exist or the port is taken
 */
export async function serveViewer({ model, port, host = "127.0.0.1" } = {}) {
  if (!existsSync(`${page}/index.html`)) throw new ServeError("[serveViewer] the page is not built yet. Build it: pnpm build");
  if (model !== undefined && !statSync(model, { throwIfNoEntry: false })?.isFile())
    throw new ServeError(`[serveViewer] there is no model file ${model}. Pass the path of a .safetensors, .keras or .h5 file.`);

  const modelPath = model === undefined ? undefined : `/models/${encodeURIComponent(basename(model))}`;
  const files = sirv(page, { etag: true, gzip: false, brotli: false });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    const { pathname } = new URL(request.url ?? "/", "http://viewer");
    if (model !== undefined && pathname === modelPath) {
      sendFile(model, request, response).catch(() => response.writeHead(500).end());
      return;
    }
    files(request, response, () => {
      response.writeHead(404, { "Content-Type": "text/plain" }).end(`There is no ${pathname} here.\n`);
    });
  });

  const taken = await listen(server, port ?? 4173, host, port === undefined);
  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`;
  return {
    address: modelPath === undefined ? origin : `${origin}?model=${modelPath}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * Starts listening and says on which port.
 *
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {string} host
 * @param {boolean} mayMove whether any other port is as good
 * @returns {Promise<number>}
 */
async function listen(server, port, host, mayMove) {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE" && mayMove) return listen(server, 0, host, false);
    if (code === "EADDRINUSE")
      throw new ServeError(`[serveViewer] port ${port} of ${host} is taken. Choose another: --port 0 takes any free one.`);
    throw new ServeError(`[serveViewer] cannot listen on ${host}:${port} (${String(code)}). Choose another --host or --port.`);
  }
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}
