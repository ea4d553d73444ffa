// A model of others with photos of others: an Xception fine-tuned in Keras 3 on six sorts of kitchenware. Not part of this repository.
import { describeBackends, realModel } from "@xception/testing";
import { Xception } from "@xception/xception";
import { expect, it } from "vitest";

import photos from "./golden/kitchenware.json" with { type: "json" };
import { largestDifference } from "./pattern.ts";

describeBackends(
  "the kitchenware model",
  () => {
    it.for(["interpret", "wasm"])(
      "gives Keras' classes and outputs for photos by the executor %s",
      { timeout: 120_000 },
      async (executor, { skip }) => {
        const xception = await Xception.load(realModel("kitchenware/model.keras", skip), {
          labels: photos.classes,
          executor,
          preprocessing: { resize: "nearest" },
        });
        const paths = photos.photos.map(({ name }) => realModel(`kitchenware/images/${name}`, skip));
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
      },
    );
  },
  ["wasm"],
);
