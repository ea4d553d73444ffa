import { expect, it } from "vitest";

import { formatDuration } from "./format-duration.ts";

it.each([
  [0, "0:00"],
  [7.4, "0:07"],
  [59.6, "1:00"],
  [760, "12:40"],
  [3729, "1:02:09"],
  [-3, "0:00"],
])("shows %d seconds as %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
