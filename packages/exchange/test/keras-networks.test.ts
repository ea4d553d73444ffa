// What network a Keras file becomes: names, order, options.
import { openModel } from "@xception/exchange";
import type { NetworkNode } from "@xception/network";
import { describe, expect, it } from "vitest";

import { goldenBlob } from "./golden-models.ts";
import { functional, input, kerasFile, layer } from "./keras-file.ts";

const nodesOf = async (file: string): Promise<readonly NetworkNode[]> => (await openModel(await goldenBlob(file))).network.nodes;

/** The nodes of a functional model of layers without weights. */
async function nodesFor(layers: readonly object[], output: string): Promise<readonly NetworkNode[]> {
  const { network } = await openModel(await kerasFile(functional(layers, output), "weightless.weights.h5"));
  return network.nodes;
}

describe("openModel", () => {
  it("flattens nested models: a layer keeps its name where it is alone with it, and else has its model's in front", async () => {
    const nodes = await nodesOf("keras3-nested.keras");
    expect(nodes.map(({ name, inputs }) => [name, ...inputs])).toEqual([
      ["image"],
      ["flip", "image"],
      ["rotation", "flip"],
      ["base/conv", "rotation"],
      ["base/bn", "base/conv"],
      ["depthwise", "base/bn"],
      ["head/conv", "depthwise"],
      ["head/bn", "head/conv"],
      ["act", "head/bn"],
      ["pool", "act"],
      ["predictions", "pool"],
    ]);
  });

  it.each(["keras2.13", "keras2.21"])("gives the network of keras3 for the same model of %s", async (keras) => {
    const { network } = await openModel(await goldenBlob(`${keras}-nested.keras`));
    expect(network).toEqual((await openModel(await goldenBlob("keras3-nested.keras"))).network);
  });

  it("keeps names and options of layers", async () => {
    const nodes = await nodesOf("keras3-functional.keras");
    expect(nodes.find(({ name }) => name === "stem")).toEqual({
      name: "stem",
      kind: "conv",
      inputs: ["image"],
      options: { filters: 6, kernel: [3, 3], stride: [2, 2], padding: "valid", dilation: [1, 1], bias: false, activation: "linear" },
    });
    expect(nodes.find(({ name }) => name === "sepconv1_bn")?.options).toEqual({ epsilon: 1e-5, momentum: 0.9, scale: true, center: false });
    expect(nodes.at(-1)).toEqual({
      name: "logits",
      kind: "dense",
      inputs: ["avg_pool"],
      options: { units: 4, bias: true, activation: "linear" },
    });
  });

  it("leaves the layer's name with what comes after an activation that needs a node of its own", async () => {
    const nodes = await nodesOf("keras2.13-activations.keras");
    expect(nodes.filter(({ name }) => name.startsWith("conv_hard"))).toEqual([
      expect.objectContaining({ name: "conv_hard/linear", kind: "conv", inputs: ["wide"] }) as unknown,
      { name: "conv_hard", kind: "activation", inputs: ["conv_hard/linear"], options: { function: "hardSigmoid", alpha: 0.2 } },
    ]);
  });

  it("gives each call of a shared layer a node", async () => {
    const nodes = await nodesOf("keras3-merges.keras");
    expect(nodes.filter(({ name }) => name.startsWith("shared")).map(({ name, inputs }) => [name, ...inputs])).toEqual([
      ["shared", "a"],
      ["shared:1", "b"],
    ]);
  });

  it("makes rescaling of arithmetic with numbers", async () => {
    const nodes = await nodesOf("keras3-merges.keras");
    expect(nodes.filter(({ kind }) => kind === "rescaling").map(({ options }) => options)).toEqual([
      { scale: 1 / 127.5, offset: 0 },
      { scale: 1, offset: -1 },
      { scale: 40, offset: 0 },
      { scale: -1, offset: 0.5 },
    ]);
  });

  it("takes images of open size", async () => {
    const layers = [input(null, null, 3), layer("ReLU", "act", {}, "image"), layer("GlobalMaxPooling2D", "pool", {}, "act")];
    expect((await nodesFor([...layers, layer("Softmax", "out", { axis: 1 }, "pool")], "out"))[0]?.options).toEqual({
      shape: [null, null, 3],
    });
    const concatenated = { ...layer("Concatenate", "both", { axis: 3 }, "image", "act") };
    expect((await nodesFor([...layers, concatenated], "both")).at(-1)?.inputs).toEqual(["image", "act"]);
  });

  it("puts layers in an order in which each comes after its inputs", async () => {
    const nodes = await nodesFor([layer("ReLU", "second", {}, "first"), layer("ReLU", "first", {}, "image"), input(2, 2, 1)], "second");
    expect(nodes.map(({ name }) => name)).toEqual(["image", "first", "second"]);
  });

  it("gives the whole network another name when it is told one", async () => {
    const opened = await openModel(await goldenBlob("keras3-sequential.h5"), { name: "mine" });
    expect(opened.network.name).toBe("mine");
    expect((await openModel(await goldenBlob("keras3-sequential.h5"))).network.name).toBe("digits");
  });
});
