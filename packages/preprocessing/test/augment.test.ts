import { augment, PreprocessingError, type Dataset } from "@xception/preprocessing";
import { describe, expect, it } from "vitest";

describe("augment", () => {
  /** One image [2, 3, 1], a hundred times. */
  const image = new Float32Array([1, 2, 3, 4, 5, 6]);
  const hundred: Dataset = { length: 100, shape: [2, 3, 1], labels: new Uint8Array(100), classes: ["one"], get: () => image };
  const views = async (dataset: Dataset, epoch = 0): Promise<string[]> =>
    Promise.all(Array.from({ length: 100 }, async (_, i) => (await dataset.get(i, epoch)).join(" ")));

  it("mirrors half of the images", async () => {
    const seen = await views(augment(hundred, { seed: 1, flip: true }));
    const mirrored = seen.filter((view) => view === "3 2 1 6 5 4").length;
    expect(seen.filter((view) => view === "1 2 3 4 5 6").length).toBe(100 - mirrored);
    // 50 expected; 5 standard deviations are 25.
    expect(Math.abs(mirrored - 50)).toBeLessThan(25);
  });

  it("moves by up to the shift and draws the edge out", async () => {
    const seen = new Set(await views(augment(hundred, { seed: 1, shift: 1 })));
    expect(seen.size).toBe(9);
    for (const view of ["1 2 3 1 2 3", "1 1 2 4 4 5", "5 6 6 5 6 6"]) expect(seen).toContain(view);
  });

  it("fills with a number where asked", async () => {
    const seen = new Set(await views(augment(hundred, { seed: 1, shift: 1, fill: -9 })));
    for (const view of ["-9 -9 -9 1 2 3", "-9 1 2 -9 4 5", "5 6 -9 -9 -9 -9"]) expect(seen).toContain(view);
  });

  it("keeps the channels of a pixel together", async () => {
    const colours: Dataset = { ...hundred, shape: [1, 3, 2] };
    expect(new Set(await views(augment(colours, { seed: 2, flip: true })))).toEqual(new Set(["1 2 3 4 5 6", "5 6 3 4 1 2"]));
  });

  it("shows the same view for seed, epoch and index, another in another epoch", async () => {
    const dataset = augment(hundred, { seed: 1, flip: true, shift: 2 });
    expect(await views(dataset, 3)).toEqual(await views(augment(hundred, { seed: 1, flip: true, shift: 2 }), 3));
    expect(await views(dataset, 3)).not.toEqual(await views(dataset, 4));
  });

  it("never touches the image itself", async () => {
    await views(augment(hundred, { seed: 1, flip: true, shift: 1 }));
    expect(Array.from(image)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("refuses a shift that is not whole", () => {
    expect(() => augment(hundred, { seed: 1, shift: 0.5 })).toThrow(
      new PreprocessingError("[augment] the shift is 0.5, but a whole number of pixels from 0 was expected. Pass such a number."),
    );
  });
});
