// The page's side of the protocol: a question becomes a promise.
import type { Question, QuestionKind, Questions, Reply } from "./protocol.ts";

/** Asks the engine in its worker. Questions are answered one after another, in the order in which they were asked. */
export interface EngineClient {
  ask<Kind extends QuestionKind>(kind: Kind, ask: Questions[Kind]["ask"]): Promise<Questions[Kind]["answer"]>;
}

/** Starts the worker. */
export function startEngine(): EngineClient {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "engine" });
  const waiting = new Map<number, Waiter>();
  let asked = 0;

  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
    const waiter = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failure" in data) waiter?.reject(Object.assign(new Error(data.failure.message), { name: data.failure.name }));
    else waiter?.resolve(data.answer);
  });
  // A worker that does not load answers nothing: say so to everyone who waits.
  worker.addEventListener("error", (event) => {
    for (const { reject } of waiting.values())
      reject(new Error(`[engine] the worker failed (${event.message || "it did not load"}). Load the page again.`));
    waiting.clear();
  });

  return {
    ask(kind, ask) {
      const question: Question<typeof kind> = { id: asked++, kind, ask };
      return new Promise((resolve, reject) => {
        waiting.set(question.id, { resolve: resolve as Waiter["resolve"], reject });
        worker.postMessage(question);
      });
    },
  };
}

/** The two ends of a promise that waits for its reply. */
interface Waiter {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}
