import { expect, it } from "vitest";

import { mnist } from "../../recipes/mnist.ts";
import { recipes } from "../../recipes/recipes.ts";
import { overrideRecipe, parseOverride, valueAt } from "./override-recipe.ts";
import { recipeKeys, type RecipeValue } from "./recipe-keys.ts";

it("replaces values by dotted keys, also those that a recipe leaves to the variant, and keeps the recipe as it was", () => {
  const overrides = new Map([
    ["epochs", 7],
    ["optimizer.momentum", 0.8],
    ["network.dropout", 0.3],
  ]);
  const before = structuredClone(mnist);
  const changed = overrideRecipe(mnist, overrides);
  expect(changed).toEqual({
    ...mnist,
    epochs: 7,
    optimizer: { ...mnist.optimizer, momentum: 0.8 },
    network: { ...mnist.network, dropout: 0.3 },
  });
  expect(mnist).toEqual(before);
});

it.each([
  ["epochs", "3", 3],
  ["optimizer.learningRate", "1e-3", 0.001],
  ["data.mirror", "true", true],
  ["network.variant", "xception-relu", "xception-relu"],
])("reads --%s=%s", (key, text, value) => {
  expect(parseOverride(key, text)).toBe(value);
});

it("says what a key takes, and which keys there are", () => {
  expect(() => parseOverride("batch", "1.5")).toThrow('[train] --batch came as "1.5", but a whole number from 1 was expected. Give that.');
  expect(() => parseOverride("averaging", "2")).toThrow(
    '[train] --averaging came as "2", but a number from 0 to 1 was expected. Give that.',
  );
  expect(() => parseOverride("speed", "2")).toThrow("[train] a recipe has no key speed. Known are data.kind, data.resize,");
});

it("has a form for every value of every recipe, which the value itself keeps to", () => {
  for (const recipe of recipes.values()) {
    for (const [key, form] of recipeKeys) {
      const value = valueAt(recipe, key);
      if (value !== undefined) expect([key, form.parse(`${value as RecipeValue}`)]).toEqual([key, value]);
    }
  }
});
