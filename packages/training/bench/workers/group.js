// Processes of this machine that take steps at the same time.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

/** @typedef {{ messages: number, bytes: number }} Sent */

/**
 * Starts them, and lets each take its first step.
 *
 * @param {string} name
 * @param {{ network: string, batch: number, size: number, steps: number, count: number, together: string }} of
 */
export async function startGroup(name, { network, batch, size, steps, count, together }) {
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const addresses = ports.map((port) => `127.0.0.1:${port}`).join();
  const program = fileURLToPath(new URL("session.js", import.meta.url));
  const given = [network, batch, size, together, addresses].map(String);
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" };
  const children = ports.map((_, index) => fork(program, [...given, String(index)], { env }));
  const failed = Promise.race(children.map((child) => once(child, "exit"))).then(() => {
    throw new Error(`[workers] a process of ${name} ended early. Its own words stand above.`);
  });
  failed.catch(() => undefined); // all end when they are told to
  const answers = async () => {
    const said = await Promise.race([Promise.all(children.map((child) => once(child, "message"))), failed]);
    return said.map(([first]) => /** @type {unknown} */ (first));
  };
  const [sent] = /** @type {Sent[]} */ (await answers());
  /** Milliseconds of a step of the slowest of them, by turns. */
  const times = /** @type {number[]} */ ([]);
  const run = async () => {
    for (const child of children) child.send(steps);
    times.push(Math.max(.../** @type {number[]} */ (await answers())));
  };
  const end = () => {
    for (const child of children) child.kill();
  };
  return { name, run, times, sent, end };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => {
        resolve(port);
      });
    });
  });
}
