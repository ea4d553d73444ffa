import { expect, it } from "vitest";

import { createThroughput } from "./throughput.ts";

it("speed is the mean of the last steps, whatever happened between them aside", () => {
  const speed = createThroughput(0);
  expect([speed.imagesPerSecond, speed.secondsPerStep]).toEqual([0, 0]);
  speed.record(10, 1000);
  speed.record(10, 2000);
  speed.skip(60_000);
  speed.record(10, 61_000);
  expect(speed.imagesPerSecond).toBeCloseTo(10, 10);
  expect(speed.secondsPerStep).toBeCloseTo(1, 10);
});

it("a slow first step is forgotten", () => {
  const speed = createThroughput(0);
  speed.record(10, 30_000);
  for (let step = 1; step <= 200; step += 1) speed.record(10, 30_000 + step * 100);
  expect(speed.imagesPerSecond).toBeGreaterThan(99);
});
