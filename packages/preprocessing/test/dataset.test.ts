import {
  augment,
  batches,
  countBatches,
  PreprocessingError,
  prefetch,
  shuffledOrder,
  split,
  subset,
  type Batch,
  type BatchOptions,
  type Dataset,
} from "@xception/preprocessing";
import { describe, expect, it } from "vitest";

/** Ten examples of [1, 2, 1]: number i holds i and -i, its class is i % 2. */
const ten: Dataset = {
  length: 10,
  shape: [1, 2, 1],
  labels: Array.from({ length: 10 }, (_, i) => i % 2),
  classes: ["even", "odd"],
  get: (index) => Promise.resolve(new Float32Array([index, -index])),
};
const gather = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
const collect = async (options: BatchOptions, dataset = ten): Promise<Batch[]> => gather(batches(dataset, options));
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("shuffledOrder", () => {
  it("holds every number once", () => {
    expect(Array.from(shuffledOrder(1000, 3)).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  it("is the same for the same seed and epoch, and another for others", () => {
    expect(shuffledOrder(100, 1, 2)).toEqual(shuffledOrder(100, 1, 2));
    expect(shuffledOrder(100, 1, 2)).not.toEqual(shuffledOrder(100, 2, 1));
    expect(shuffledOrder(100, 1, 2)).not.toEqual(shuffledOrder(100, 1, 3));
  });

  it("stays as it was: a checkpoint of an earlier version resumes in the same order", () => {
    expect(Array.from(shuffledOrder(10, 1, 0))).toEqual([3, 8, 1, 6, 4, 2, 9, 0, 7, 5]);
  });

  it("puts each number at each place equally often", () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = shuffledOrder(3, seed).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 1000 expected of each; 5 standard deviations are 144.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(144);
  });
});

describe("batches", () => {
  it("goes through the data set in its order, the last batch smaller", async () => {
    const all = await collect({ batchSize: 4 });
    expect(all.map(({ index, indices }) => [index, ...indices])).toEqual([
      [0, 0, 1, 2, 3],
      [1, 4, 5, 6, 7],
      [2, 8, 9],
    ]);
    expect(all[2]).toMatchObject({
      images: { shape: [2, 1, 2, 1], data: new Float32Array([8, -8, 9, -9]) },
      labels: new Int32Array([0, 1]),
    });
  });

  it("leaves a smaller last batch out when asked", async () => {
    expect((await collect({ batchSize: 4, dropLast: true })).length).toBe(2);
    expect([countBatches(10, { batchSize: 4 }), countBatches(10, { batchSize: 4, dropLast: true })]).toEqual([3, 2]);
  });

  it("shuffles by seed and epoch", async () => {
    const epoch = async (number: number): Promise<number[]> =>
      (await collect({ batchSize: 4, seed: 5, epoch: number })).flatMap(({ indices }) => [...indices]);
    expect(await epoch(0)).toEqual(Array.from(shuffledOrder(10, 5, 0)));
    expect(await epoch(1)).toEqual(Array.from(shuffledOrder(10, 5, 1)));
  });

  it("resumes at a batch with what the unbroken epoch has there", async () => {
    const options = { batchSize: 3, seed: 7, epoch: 4 };
    const view = augment(ten, { seed: 7, flip: true, shift: 1 });
    expect(await collect({ ...options, start: 2 }, view)).toEqual((await collect(options, view)).slice(2));
  });

  it("gives nothing from beyond the end, or of nothing", async () => {
    expect(await collect({ batchSize: 4, start: 3 })).toEqual([]);
    expect(await collect({ batchSize: 4 }, subset(ten, []))).toEqual([]);
  });

  it("of several processes are parts of the same batches, which nothing is in twice", async () => {
    const whole = await collect({ batchSize: 4, seed: 3, epoch: 1, dropLast: true });
    const parts = await Promise.all(
      [0, 1].map((index) => collect({ batchSize: 4, seed: 3, epoch: 1, dropLast: true, part: { index, count: 2 } })),
    );
    expect(parts.map(({ length }) => length)).toEqual([2, 2]);
    const [first = [], second = []] = parts;
    expect(whole.map(({ indices }) => [...indices])).toEqual(
      first.map(({ indices }, batch) => [...indices, ...(second[batch]?.indices ?? [])]),
    );
    expect(new Set(parts.flat().flatMap(({ indices }) => [...indices])).size).toBe(8);
    expect([...(await collect({ batchSize: 4, part: { index: 1, count: 2 } }))].map(({ indices }) => [...indices])).toEqual([
      [2, 3],
      [6, 7],
      [9],
    ]);
  });

  it("can be gone through twice", async () => {
    const twice = batches(ten, { batchSize: 5, seed: 1 });
    expect(await gather(twice)).toEqual(await gather(twice));
  });

  it("fails at the batch whose image fails, after the ones before it", async () => {
    const broken: Dataset = { ...ten, get: (index) => (index === 5 ? Promise.reject(new Error("broken image 5")) : ten.get(index)) };
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const { index } of batches(broken, { batchSize: 2 })) seen.push(index);
    };
    await expect(read()).rejects.toThrow("broken image 5");
    expect(seen).toEqual([0, 1]);
  });

  it.each([
    [{ batchSize: 0 }, "batchSize is 0, but a whole number from 1 was expected. Pass such a number."],
    [{ batchSize: 2.5 }, "batchSize is 2.5, but a whole number from 1 was expected. Pass such a number."],
    [{ batchSize: 1, start: -1 }, "start is -1, but a whole number from 0 was expected. Pass such a number."],
    [{ batchSize: 4, part: { index: 0, count: 0 } }, "part.count is 0, but a whole number from 1 was expected. Pass such a number."],
    [{ batchSize: 4, part: { index: 2, count: 2 } }, "part.index is 2 of 2 parts. Number them from 0 to 1."],
    [
      { batchSize: 5, part: { index: 0, count: 2 } },
      "a batch has 5 images, but a multiple of 2, the number of parts, was expected. Change batchSize, or leave a small last batch out with dropLast.",
    ],
    [
      { batchSize: 8, part: { index: 0, count: 4 } },
      "a batch has 2 images, but a multiple of 4, the number of parts, was expected. Change batchSize, or leave a small last batch out with dropLast.",
    ],
    [{ batchSize: 1, epoch: NaN }, "epoch is NaN, but a whole number from 0 was expected. Pass such a number."],
  ])("refuses %o", (options, sentence) => {
    expect(() => batches(ten, options)).toThrow(new PreprocessingError(`[batches] ${sentence}`));
  });
});

describe("prefetch", () => {
  const counted = (): { source: AsyncIterable<number>; made: () => number; closed: () => boolean } => {
    let made = 0;
    let closed = false;
    async function* numbers(): AsyncGenerator<number, void, undefined> {
      try {
        for (; made < 10;) yield await Promise.resolve(made++);
      } finally {
        closed = true;
      }
    }
    return { source: { [Symbol.asyncIterator]: numbers }, made: () => made, closed: () => closed };
  };

  it("keeps the order", async () => {
    expect(await gather(prefetch(counted().source, 3))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it.each([0, 1, 3])("makes %i ahead and no more", async (ahead) => {
    const { source, made } = counted();
    const iterator = prefetch(source, ahead)[Symbol.asyncIterator]();
    await iterator.next();
    await turn();
    expect(made()).toBe(1 + ahead);
    await iterator.return?.();
  });

  it("closes the source when the loop is left", async () => {
    const { source, made, closed } = counted();
    for await (const number of prefetch(source, 2)) if (number === 1) break;
    expect(closed()).toBe(true);
    expect(made()).toBeLessThan(6);
  });
});

describe("subset", () => {
  it("holds the chosen examples in the chosen order, with their labels", async () => {
    const chosen = subset(ten, [7, 2]);
    expect([chosen.length, ...Array.from(chosen.labels)]).toEqual([2, 1, 0]);
    expect(await chosen.get(0)).toEqual(new Float32Array([7, -7]));
  });

  it("refuses an example that is not there", () => {
    expect(() => subset(ten, [10])).toThrow(
      new PreprocessingError("[get] example 10 was asked for, but the data set holds 0 to 9. Ask for one of these."),
    );
    expect(() => subset(ten, [1]).get(1)).toThrow(
      new PreprocessingError("[get] example 1 was asked for, but the data set holds 0 to 0. Ask for one of these."),
    );
  });
});

describe("split", () => {
  const uneven: Dataset = { ...ten, labels: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1] };
  const first = async (dataset: Dataset): Promise<number[]> =>
    Promise.all(Array.from({ length: dataset.length }, async (_, i) => (await dataset.get(i))[0] as number));

  it("holds back the same share of each class and loses none", async () => {
    const { train, validation } = split(uneven, { fraction: 0.5, seed: 1 });
    expect([Array.from(train.labels), Array.from(validation.labels)]).toEqual([
      [0, 0, 0, 1, 1],
      [0, 0, 0, 1, 1],
    ]);
    expect([...(await first(train)), ...(await first(validation))].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("is decided by the seed", async () => {
    const held = async (seed: number): Promise<number[]> => first(split(ten, { fraction: 0.4, seed }).validation);
    expect(await held(3)).toEqual(await held(3));
    expect(await held(3)).not.toEqual(await held(4));
  });

  it("refuses a fraction beyond the whole", () => {
    expect(() => split(ten, { fraction: 10, seed: 1 })).toThrow(
      new PreprocessingError("[split] the fraction is 10, but a number from 0 to 1 was expected. Pass the part to hold back, such as 0.1."),
    );
  });
});
