import { expect, it } from "vitest";

import { Arena } from "./arena.ts";

it("hands out what was given back, the lowest that is large enough first", () => {
  const arena = new Arena();
  const [first, second, third] = [arena.take(100), arena.take(64), arena.take(10)];
  expect([first, second, third]).toEqual([0, 128, 192]);
  arena.give(first);
  expect(arena.take(129)).toBe(256);
  expect(arena.take(1)).toBe(0);
  expect(arena.bytes).toBe(448);
});

it("joins neighbours that are free, in whatever order they were given back", () => {
  const arena = new Arena();
  const [first, second, third] = [arena.take(64), arena.take(64), arena.take(64)];
  for (const from of [first, third, second]) arena.give(from);
  expect(arena.take(192)).toBe(0);
  expect(arena.bytes).toBe(192);
});
