// A contestant from outside: a process of its own, so that each has its own memory and its own TensorFlow with its own threads.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { commandFile } from "../terminal/command-file.ts";
import type { Assignment, Measurement } from "./task.ts";

export interface Seat {
  /** Works once. @throws Error with the contestant's last words where it has ended */
  run(): Promise<Measurement>;
  end(): void;
}

/** Name of the hidden command that a process is started with. */
export const contestantCommand = "benchmark-contestant";

/** @throws Error with its last words where it does not start */
export async function openSeat(assignment: Assignment): Promise<Seat> {
  const child = spawn(process.execPath, [commandFile(), contestantCommand, JSON.stringify(assignment)], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words = `${words}${chunk.toString()}`.slice(-10_000)));
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  // What is written to a process that has ended is lost, and its answer says so.
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async <T>(): Promise<T> => {
    for (;;) {
      const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error(lastWords(words, await closed));
      if (value.startsWith("{")) return JSON.parse(value) as T;
    }
  };
  await answer();
  return {
    run() {
      child.stdin.write("\n");
      return answer<Measurement>();
    },
    end() {
      child.kill();
    },
  };
}

/** The sentence that a command ends with. TensorFlow writes lines of its own before it. */
function lastWords(words: string, status: number | null): string {
  const sentence = words.trim().split("\n").at(-1) ?? "";
  return sentence === "" ? `its process ended with ${status === null ? "a signal" : `exit status ${status}`}` : sentence;
}
