// Runs the command in the test's own process, and keeps what it says.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import type { InterruptStatus, Streams } from "../src/terminal/streams.ts";

// With TEST_BUILT=1 it is the command as tsup built it.
const built = new URL("../dist/main.js", import.meta.url).href;
const { run } = (process.env["TEST_BUILT"] ? await import(/* @vite-ignore */ built) : await import("../src/main.ts")) as {
  run: (argv: readonly string[], streams: Streams) => Promise<number>;
};

export interface CommandOptions {
  /** stderr is a terminal so wide. */
  readonly columns?: number;
  /** Presses Ctrl-C when stderr says this, as often as `presses` says. */
  readonly interruptAt?: RegExp;
  readonly presses?: number;
  /** Told all of stderr whenever it says more. */
  readonly heard?: (error: string) => void;
}

export interface CommandResult {
  readonly status: number;
  readonly out: string;
  readonly error: string;
  /** What the command left with at once, if it did. */
  readonly left: readonly number[];
}

export async function command(
  argv: readonly string[],
  { columns, interruptAt, presses = 1, heard }: CommandOptions = {},
): Promise<CommandResult> {
  let out = "";
  let error = "";
  let pressed = 0;
  const left: number[] = [];
  const listeners = new Set<(status: InterruptStatus) => void>();
  const status = await run(argv, {
    out: (text) => (out += text),
    error(text) {
      error += text;
      heard?.(error);
      if (!interruptAt?.test(error)) return;
      while (pressed < presses) {
        pressed += 1;
        for (const listener of listeners) listener(130);
      }
    },
    columns: () => columns,
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    leave: (leaving) => left.push(leaving),
  });
  return { status, out, error, left };
}

/** An empty folder for one test. */
export async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "xception-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** The objects of JSON lines. */
export const jsonLines = (text: string): unknown[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
