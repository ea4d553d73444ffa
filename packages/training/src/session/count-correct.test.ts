import { expect, it } from "vitest";

import { countCorrect } from "./count-correct.ts";

it("an image is right where its best class is its class", () => {
  expect(countCorrect([0, 2, 1], [1, 0, 0, 0, 0, 1, 1, 0, 0], 3)).toBe(2);
});

it("of several classes any will do, of none no one", () => {
  expect(countCorrect([1, 2, 0], [1, 1, 0, 1, 1, 0, 0, 0, 0], 3)).toBe(1);
});

it("of shares the largest one counts", () => {
  expect(countCorrect([1, 0], [0.3, 0.7, 0.3, 0.7], 2)).toBe(1);
});
