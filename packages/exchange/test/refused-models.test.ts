// Models that cannot be networks here, and configurations that are damaged: one sentence each, which says what to do.
import { ModelError, openModel } from "@xception/exchange";
import { WeightsError } from "@xception/weights";
import { describe, expect, it } from "vitest";

import { functional, input, kerasFile, layer, tensor } from "./keras-file.ts";
import { errorOf, openFunctional, openLayer } from "./open-refused.ts";

const conv = { filters: 2, kernel_size: [1, 1], padding: "same" };

describe("openModel refuses a model that", () => {
  const inner = (output: string): object => {
    const model = functional(
      [layer("InputLayer", "image", { batch_shape: [null, 4, 4, 3] }), layer("ReLU", "act", {}, "image")],
      output,
      "inner",
    );
    return { ...model, name: "inner" };
  };

  it("is called twice within another", async () => {
    const twice = {
      ...inner("act"),
      inbound_nodes: [
        { args: [tensor("image")], kwargs: {} },
        { args: [tensor("image")], kwargs: {} },
      ],
    };
    await expect(openFunctional([input(4, 4, 3), twice], "inner")).rejects.toThrow(
      '[openModel] The nested model "inner" is called 2 times with the same weights. Only one call is supported.',
    );
  });

  it("has two outputs within another", async () => {
    const model = inner("act") as { config: object };
    const two = {
      ...model,
      config: {
        ...model.config,
        output_layers: [
          ["act", 0, 0],
          ["image", 0, 0],
        ],
      },
      inbound_nodes: [{ args: [tensor("image")], kwargs: {} }],
    };
    await expect(openFunctional([input(4, 4, 3), two], "inner")).rejects.toThrow(
      '[openModel] The nested model "inner" has 2 outputs. Only nested models of one output are supported.',
    );
  });

  it("is a class of its own", async () => {
    const configuration = { class_name: "Classifier", config: { units: 3 } };
    await expect(openModel(await kerasFile(configuration))).rejects.toThrow(
      "[openModel] The model is of the class Classifier, which does not say its layers. Save it as a Functional or Sequential model.",
    );
  });

  it("was never told the shape of its images", async () => {
    const configuration = { class_name: "Sequential", config: { name: "s", layers: [layer("Flatten", "flat")] } };
    await expect(openModel(await kerasFile(configuration))).rejects.toThrow(
      '[openModel] Layer InputLayer "s_input" has no shape. Save the model after it was built, such as by model.build((None, 299, 299, 3)).',
    );
  });

  it("has no layers", async () => {
    await expect(openModel(await kerasFile({ class_name: "Sequential", config: { name: "s", layers: [] } }))).rejects.toThrow(
      '[openModel] The model "s" has no layers. Save a model that has some.',
    );
  });

  it("cannot work: a window that is larger than its image", async () => {
    const error = await errorOf(openLayer("Conv2D", { filters: 1, kernel_size: [9, 9], padding: "valid" }));
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toMatch(/^\[openModel\] The model cannot work: conv "it" /);
  });

  it("uses a second output of a layer", async () => {
    const second = { ...layer("ReLU", "it"), inbound_nodes: [{ args: [tensor("image", 0, 1)], kwargs: {} }] };
    await expect(openFunctional([input(4, 4, 3), second], "it")).rejects.toThrow(
      '[openModel] Output 1 of layer "image" is used; layers here have one. Save a model without such layers.',
    );
  });
});

describe("openModel tells the damage of a configuration that", () => {
  it.each<[string, unknown, string]>([
    ["is not one", 7, "The configuration has no class_name."],
    ["lists what is no layer", functional([3 as unknown as object], "x"), "The configuration lists a layer without class_name."],
    [
      "lists a layer without a name",
      functional([{ class_name: "ReLU", config: {} }], "x"),
      "The configuration lists a ReLU without a name.",
    ],
    ["lists a layer twice", functional([input(2, 2, 1), input(2, 2, 1)], "image"), 'The configuration names two layers of "model" alike.'],
    [
      "uses a layer that is not there",
      functional([input(2, 2, 1), layer("ReLU", "a", {}, "b")], "a"),
      'The configuration uses a layer "b" that it does not list.',
    ],
    [
      "has a loop",
      functional([input(2, 2, 1), layer("ReLU", "a", {}, "b"), layer("ReLU", "b", {}, "a")], "a"),
      'The configuration has a loop through layer "a".',
    ],
    [
      "has no outputs",
      { class_name: "Functional", config: { name: "m", layers: [input(2, 2, 1)] } },
      'The configuration does not say the outputs of "m".',
    ],
    [
      "does not say what a layer takes",
      functional([input(2, 2, 1), { ...layer("ReLU", "a"), inbound_nodes: 3 }], "a"),
      'The configuration does not say what layer "a" takes.',
    ],
    [
      "uses a layer that is never called",
      functional([input(2, 2, 1), layer("ReLU", "a")], "a"),
      'The configuration uses call 0 of layer "a", which has 0.',
    ],
  ])("%s", async (_what, configuration, sentence) => {
    const error = await errorOf(openModel(await kerasFile(configuration)));
    expect(error).toBeInstanceOf(WeightsError);
    expect(error.message).toContain(`[openModel] ${sentence} The file is damaged`);
  });

  it.each<[string, string, object, string]>([
    ["lacks a number", "Dense", {}, "has no units; expected a number"],
    ["has a text for a number", "Dense", { units: "many" }, 'has "many" units; expected a number'],
    ["has half a unit", "Dense", { units: 1.5 }, "has 1.5 units; expected a whole number from 1"],
    [
      "has a window of three sides",
      "Conv2D",
      { filters: 1, kernel_size: "square" },
      'has "square" kernel_size; expected two whole numbers',
    ],
    [
      "has borders below 0",
      "ZeroPadding2D",
      {
        padding: [
          [-1, 0],
          [0, 0],
        ],
      },
      "has [[-1,0],[0,0]] padding; expected borders as [[top, bottom], [left, right]]",
    ],
    ["has a word for a switch", "Dense", { units: 1, use_bias: "yes" }, 'has "yes" use_bias; expected true or false'],
    ["has a list for a word", "Conv2D", { ...conv, padding: ["same"] }, 'has ["same"] padding; expected a text'],
    ["has words for numbers", "Reshape", { target_shape: ["a"] }, 'has ["a"] target_shape; expected numbers'],
  ])("%s", async (_what, className, config, sentence) => {
    const error = await errorOf(openLayer(className, config));
    expect(error).toBeInstanceOf(WeightsError);
    expect(error.message).toBe(`[openModel] Layer ${className} "it" ${sentence}. The file is damaged: get it again.`);
  });

  it("nests without end", async () => {
    const deep = `{"class_name":"Functional","config":{"layers":[{"class_name":"ReLU","name":"a","config":{},"inbound_nodes":[{"args":${"[".repeat(20000)}${"]".repeat(20000)},"kwargs":{}}]}],"output_layers":["a",0,0]}}`;
    await expect(openModel(await kerasFile(deep))).rejects.toThrow(
      "[openModel] The configuration nests too deep. The file is damaged: get it again.",
    );
    let model: object = functional([input(2, 2, 1)], "image");
    for (let depth = 0; depth < 20; depth++) model = functional([{ ...model, name: "inner" }], "inner");
    await expect(openModel(await kerasFile(model))).rejects.toThrow("[openModel] The configuration nests models deeper than 16.");
  });
});
