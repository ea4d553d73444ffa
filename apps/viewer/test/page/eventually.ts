import { expect } from "vitest";

/** Expects of what `read` gives, sooner or later: the page answers when its worker has, and the machine may be busy. */
export function eventually<Value>(read: () => Promise<Value>): ReturnType<typeof expect.poll> {
  return expect.poll(read, { timeout: 60_000, interval: 100 });
}
