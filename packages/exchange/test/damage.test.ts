// Whatever a file's configuration says, opening it ends soon, in a model or in a sentence.
import { ModelError, openModel, writeModel } from "@xception/exchange";
import { readKeras, WeightsError } from "@xception/weights";
import { describe, expect, it } from "vitest";

import { goldenBlob } from "./golden-models.ts";
import { kerasFile } from "./keras-file.ts";

type Container = unknown[] | Record<string, unknown>;

async function open(source: Blob): Promise<"opened" | "refused"> {
  try {
    await openModel(source);
    return "opened";
  } catch (error) {
    if (!(error instanceof WeightsError || error instanceof ModelError)) throw error;
    expect(error.message).toMatch(/^\[\w+\] .+\.$/s);
    return "refused";
  }
}

/** Numerical Recipes' generator: the same damage on every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

/** All objects and lists of a JSON value. */
const containersOf = (value: unknown): Container[] => (isContainer(value) ? [value, ...Object.values(value).flatMap(containersOf)] : []);

const oddities: readonly unknown[] = [
  null,
  -1,
  0,
  1e300,
  1.5,
  "",
  "a",
  true,
  [],
  {},
  [null],
  [["image", 0, 0]],
  { class_name: "__tuple__" },
  "__proto__",
];

/** Changes, removes or repeats one thing somewhere. */
function damage(configuration: unknown, random: (below: number) => number): void {
  const containers = containersOf(configuration).filter((container) => Object.keys(container).length > 0);
  const container = containers[random(containers.length)] as Record<string, unknown>;
  const keys = Object.keys(container);
  const [key = "", other = ""] = [keys[random(keys.length)], keys[random(keys.length)]];
  const action = random(3);
  if (action === 0) container[key] = structuredClone(oddities[random(oddities.length)]);
  else if (action === 1) container[key] = structuredClone(container[other]);
  else if (Array.isArray(container)) container.splice(Number(key), 1);
  else Reflect.deleteProperty(container, key);
}

describe("openModel", () => {
  it.each([
    ["keras3-nested.keras", "keras3-nested.weights.h5"],
    ["keras3-functional.keras", "keras3-functional.weights.h5"],
    ["keras2.13-functional.keras", "keras2.13-functional.weights.h5"],
    ["keras3-sequential.keras", "keras3-sequential.weights.h5"],
    ["keras2.13-merges.keras", "weightless.weights.h5"],
    ["keras3-shapes.keras", "weightless.weights.h5"],
  ])("opens or refuses %s with a changed configuration", async (name, weights) => {
    const { config } = await readKeras(await goldenBlob(name));
    const random = createRandom(15485863);
    for (let round = 0; round < 300; round++) {
      const changed = structuredClone(config);
      for (let change = 0; change <= random(3); change++) damage(changed, random);
      await open(await kerasFile(changed, weights));
    }
  });

  it("opens or refuses our own file with changed bytes, and refuses it cut", async () => {
    const bytes = new Uint8Array(await writeModel(await openModel(await goldenBlob("keras3-sequential.keras"))).arrayBuffer());
    const random = createRandom(32452843);
    for (let round = 0; round < 400; round++) {
      const changed = bytes.slice();
      for (let change = 0; change <= random(3); change++) changed[random(2000)] = random(256);
      await open(new Blob([changed]));
    }
    for (let length = 0; length < bytes.length; length += 97) expect(await open(new Blob([bytes.slice(0, length)]))).toBe("refused");
  });
});
