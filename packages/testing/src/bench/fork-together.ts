// Processes of this machine that work at the same time, each asked by messages.
import { fork, type Serializable } from "node:child_process";
import { once } from "node:events";

export interface Forked {
  /** What each said first, in their order. */
  readonly greetings: readonly unknown[];
  /** Sends all of them the same, and waits for what each answers. */
  readonly ask: (work: Serializable) => Promise<readonly unknown[]>;
  readonly end: () => void;
}

/**
 * Starts a process of the program for each list of arguments, and waits until each has said something.
 *
 * @param name  of the processes, for the error where one ends early
 */
export async function forkTogether(name: string, program: string, calls: readonly (readonly string[])[]): Promise<Forked> {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" };
  const children = calls.map((call) => fork(program, call, { env }));
  const failed = Promise.race(children.map((child) => once(child, "exit"))).then(() => {
    throw new Error(`[bench] a process of ${name} ended early. Its own words stand above.`);
  });
  failed.catch(() => undefined); // all end when they are told to
  const answers = async (): Promise<readonly unknown[]> => {
    const said = await Promise.race([Promise.all(children.map((child) => once(child, "message"))), failed]);
    return said.map(([first]) => first as unknown);
  };
  return {
    greetings: await answers(),
    ask: (work) => {
      for (const child of children) child.send(work);
      return answers();
    },
    end: () => {
      for (const child of children) child.kill();
    },
  };
}
