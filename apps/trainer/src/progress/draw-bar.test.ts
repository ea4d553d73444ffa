import { expect, it } from "vitest";

import { drawBar } from "./draw-bar.ts";

const state = { title: "epoch 1/2", fraction: 0.5, facts: ["loss 0.1000", "accuracy 97.00 %"] };

it("draws title, bar, percentage and facts", () => {
  expect(drawBar(state, 80)).toBe(`epoch 1/2 ${"━".repeat(15)}${"─".repeat(15)}  50 %  loss 0.1000  accuracy 97.00 %`);
});

it("makes the bar shorter, then leaves it out, then leaves out facts, and never wraps", () => {
  expect(drawBar(state, 60)).toBe(`epoch 1/2 ${"━".repeat(6)}${"─".repeat(6)}  50 %  loss 0.1000  accuracy 97.00 %`);
  expect(drawBar(state, 50)).toBe("epoch 1/2   50 %  loss 0.1000  accuracy 97.00 %");
  expect(drawBar(state, 35)).toBe("epoch 1/2   50 %  loss 0.1000");
  for (let columns = 1; columns < 100; columns++) expect(drawBar(state, columns).length).toBeLessThan(columns);
});

it("is full at the end and not beyond it", () => {
  expect(drawBar({ title: "t", fraction: 1.2, facts: [] }, 80)).toBe(`t ${"━".repeat(30)} 100 %`);
});
