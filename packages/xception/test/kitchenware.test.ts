// A model of others with photos of others: an Xception fine-tuned in Keras 3 on six sorts of kitchenware. Not part of this repository.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describeBackends } from "@xception/testing";
import { Xception } from "@xception/xception";
import { expect, it } from "vitest";

import photos from "./golden/kitchenware.json" with { type: "json" };
import { largestDifference } from "./pattern.ts";

const models = process.env["XCEPTION_REAL_MODELS"] ?? fileURLToPath(new URL("../../../.cache/real-models", import.meta.url));
const kitchenware = join(models, "kitchenware");

describeBackends(
  "the kitchenware model",
  () => {
    it("gives Keras' classes and outputs for photos", { timeout: 120_000 }, async ({ skip }) => {
      skip(!existsSync(kitchenware) && process.env["CI"] !== "true", "Bring the model: scripts/real-models.sh");
      const xception = await Xception.load(join(kitchenware, "model.keras"), {
        labels: photos.classes,
        preprocessing: { resize: "nearest" },
      });
      const paths = photos.photos.map(({ name }) => join(kitchenware, "images", name));
      const best = await xception.classify(paths, { top: 1 });
      const { data } = await xception.predict(paths);
      xception.dispose();
      expect(xception.preprocessing.size).toEqual([150, 150]);
      expect(best.map(([one]) => one?.label)).toEqual(photos.photos.map(({ predicted }) => predicted));
      // Decoders of JPEG differ by a unit here and there.
      expect(
        largestDifference(
          data,
          photos.photos.flatMap(({ outputs }) => outputs),
        ),
      ).toBeLessThan(0.05);
    });
  },
  ["wasm"],
);
