// Processes of this machine that take steps at the same time.
import { fileURLToPath } from "node:url";

import { freeAddresses } from "@xception/tensorflow";
import { forkTogether } from "@xception/testing/bench";

/** @typedef {{ messages: number, bytes: number }} Sent */

/**
 * Starts them, and lets each take its first step.
 *
 * @param {string} name
 * @param {{ network: string, batch: number, size: number, steps: number, count: number, together: string }} of
 */
export async function startGroup(name, { network, batch, size, steps, count, together }) {
  const addresses = (await freeAddresses(count)).join();
  const program = fileURLToPath(new URL("session.js", import.meta.url));
  const calls = Array.from({ length: count }, (_, index) => [network, batch, size, together, addresses, index].map(String));
  const { greetings, ask, end } = await forkTogether(name, program, calls);
  const [sent] = /** @type {readonly Sent[]} */ (greetings);
  /** Milliseconds of a step of the slowest of them, by turns. */
  const times = /** @type {number[]} */ ([]);
  const run = async () => {
    times.push(Math.max(...(await ask(steps)).map(Number)));
  };
  return { name, run, times, sent, end };
}
