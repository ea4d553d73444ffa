import { expect, it } from "vitest";

import type { Streams } from "../terminal/streams.ts";
import { startProgress } from "./progress.ts";

function record(columns: number | undefined): { streams: Streams; said: string[] } {
  const said: string[] = [];
  const nothing = (): void => undefined;
  return {
    said,
    streams: { out: nothing, error: (text) => said.push(text), columns: () => columns, onInterrupt: () => nothing, leave: nothing },
  };
}
const state = (fraction: number): { title: string; fraction: number; facts: string[] } => ({
  title: "epoch 1/1",
  fraction,
  facts: ["loss 0.5000"],
});

it("writes a plain line every five seconds where there is no terminal", () => {
  const { streams, said } = record(undefined);
  let time = 0;
  const progress = startProgress(streams, () => time);
  for (time = 0; time <= 12_000; time += 100) progress.show(state(time / 12_000));
  expect(said).toEqual(["epoch 1/1  41 %  loss 0.5000\n", "epoch 1/1  83 %  loss 0.5000\n"]);
});

it("redraws one line of a terminal ten times a second, and clears it for a line that stays", () => {
  const { streams, said } = record(40);
  let time = 0;
  const progress = startProgress(streams, () => time);
  for (time = 0; time < 1000; time += 10) progress.show(state(0.5));
  expect(said).toHaveLength(10);
  expect(new Set(said)).toEqual(new Set(["\repoch 1/1 ━━━━━─────  50 %  loss 0.5000\u001b[K"]));
  progress.line("epoch 1/1: done");
  progress.end();
  expect(said.slice(10)).toEqual(["\r\u001b[K", "epoch 1/1: done\n", "\r\u001b[K"]);
});
