import { expect, it } from "vitest";

import { bytes, duration, percent, shape, short, whole } from "./numbers.ts";

it("groups whole numbers", () => {
  expect(whole(22_910_480)).toBe("22,910,480");
});

it.each([
  [8_357_000_000, "8.357 G"],
  [22_910_480, "22.91 M"],
  [1_500, "1.5 k"],
  [12, "12"],
])("shortens %i to %s", (value, text) => {
  expect(short(value)).toBe(text);
});

it.each([
  [0.9341, "93.4 %"],
  [1, "100.0 %"],
  [0, "0.0 %"],
  [0.99999, "> 99.9 %"],
  [0.00001, "< 0.1 %"],
])("writes the probability %d as %s", (value, text) => {
  expect(percent(value)).toBe(text);
});

it.each([
  [132.4, "132 ms"],
  [2310, "2.31 s"],
])("writes %d milliseconds as %s", (value, text) => {
  expect(duration(value)).toBe(text);
});

it.each([
  [999, "999 bytes"],
  [1_400, "1.4 kB"],
  [85_300_000, "85.3 MB"],
])("writes %i bytes as %s", (value, text) => {
  expect(bytes(value)).toBe(text);
});

it("writes shapes with sides that are open", () => {
  expect(shape([null, 149, 3])).toBe("any × 149 × 3");
});
