#!/usr/bin/env node
// node server/serve.js [--model FILE] [--port N] [--host ADDRESS]: serves the built viewer until Ctrl-C.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { ServeError, serveViewer } from "./serve-viewer.js";

export { serveViewer };

const usage = "node server/serve.js [--model FILE] [--port N] [--host ADDRESS]";

/** Reads the command line. Exit status 2 means that it, or what it names, could not be used. */
async function main() {
  try {
    const { address } = await serveViewer(readOptions());
    console.log(`The viewer: ${address}\nCtrl-C ends it.`);
  } catch (error) {
    if (!(error instanceof ServeError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({ options: { model: { type: "string" }, port: { type: "string" }, host: { type: "string" } } });
    const { model, port, host } = values;
    if (port !== undefined && !(/^\d+$/.test(port) && Number(port) < 65_536))
      throw new ServeError(`[serve] --port is "${port}". Give a number from 0 to 65535.`);
    return { ...(model === undefined ? {} : { model }), ...(port === undefined ? {} : { port: Number(port) }), ...(host ? { host } : {}) };
  } catch (error) {
    if (error instanceof ServeError) throw error;
    const [reason = ""] = error instanceof Error ? error.message.split(". ") : [];
    throw new ServeError(`[serve] ${reason}. Use it so: ${usage}`);
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
