import { fileURLToPath } from "node:url";

import { expect, it } from "vitest";

import { withUnusedCard } from "./examine.ts";

it("says of a TensorFlow that leaves a graphics card idle what makes it use the card", () => {
  const driver = fileURLToPath(import.meta.url); // some file that is there
  expect(withUnusedCard("TensorFlow 2.21.0 on CPU", driver)).toBe(
    "TensorFlow 2.21.0 on CPU; the graphics card that is here is not used: pip install 'tensorflow[and-cuda]'",
  );
  expect(withUnusedCard("TensorFlow 2.21.0 on CPU, a GPU with 80000 MiB", driver)).toBe("TensorFlow 2.21.0 on CPU, a GPU with 80000 MiB");
  expect(withUnusedCard("TensorFlow 2.21.0 on CPU", "/nowhere")).toBe("TensorFlow 2.21.0 on CPU");
});
