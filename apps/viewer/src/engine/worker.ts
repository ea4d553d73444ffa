// The engine in its worker, so that the page stays awake while a network computes.
import type { Question, Reply } from "./protocol.ts";

import { createEngine } from "./engine.ts";

const engine = createEngine();
let last: Promise<unknown> = Promise.resolve();

// One after another: a model that is being opened is there for the image that came after it.
addEventListener("message", ({ data }: MessageEvent<Question>) => {
  last = last.then(async () => {
    postMessage(await reply(data));
  });
});

async function reply({ id, kind, ask }: Question): Promise<Reply> {
  try {
    // Kind and question came as a pair; the compiler cannot follow the pair through a table.
    return { id, answer: await (engine[kind] as (ask: unknown) => unknown)(ask) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { id, failure: { name, message } };
  }
}
