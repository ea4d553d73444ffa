import { expect, it } from "vitest";

import { createTurns } from "./turns.ts";

it("takes one after the other, whether it goes well or not", async () => {
  const turns = createTurns();
  const order: string[] = [];
  const slow = turns.take(async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    order.push("slow");
    throw new Error("it failed");
  });
  const next = turns.take(() => order.push("next"));
  void turns.soon(() => order.push("soon"));
  await expect(slow).rejects.toThrow("it failed");
  expect(await next).toBe(2);
  await turns.take(() => undefined);
  expect(order).toEqual(["slow", "next", "soon"]);
});

it("does at once what comes while nothing is under way", () => {
  let done = false;
  void createTurns().soon(() => {
    done = true;
  });
  expect(done).toBe(true);
});
