import { describe, expect, it } from "vitest";

import { meaningOfOutputs, toProbabilities } from "./probabilities.ts";

const dense = (activation: string): { name: string; kind: string; inputs: string[]; options: { units: number; activation: string } } => ({
  name: "top",
  kind: "dense",
  inputs: ["image"],
  options: { units: 2, activation },
});
const image = { name: "image", kind: "input", inputs: [], options: { shape: [4, 4, 1] } };
const flat = { name: "flat", kind: "flatten", inputs: ["top"], options: {} };

describe("meaningOfOutputs", () => {
  it.each([
    ["softmax", "softmax"],
    ["sigmoid", "sigmoid"],
    ["linear", "logits"],
    ["relu", "logits"],
  ])("reads a last layer with %s as %s", (activation, meaning) => {
    expect(meaningOfOutputs({ name: "net", nodes: [image, dense(activation)], outputs: ["top"] })).toBe(meaning);
  });

  it("looks through layers that pass values on", () => {
    expect(meaningOfOutputs({ name: "net", nodes: [image, dense("softmax"), flat], outputs: ["flat"] })).toBe("softmax");
  });

  it("reads an activation that is a layer of its own", () => {
    const last = { name: "last", kind: "activation", inputs: ["top"], options: { function: "sigmoid" } };
    expect(meaningOfOutputs({ name: "net", nodes: [image, dense("linear"), last], outputs: ["last"] })).toBe("sigmoid");
  });
});

describe("toProbabilities", () => {
  it("takes logits through a softmax that does not overflow", () => {
    expect(toProbabilities([1000, 1000, -1000], "logits")).toEqual([0.5, 0.5, 0]);
  });

  it("leaves probabilities as they are", () => {
    expect(toProbabilities([0.25, 0.9], "sigmoid")).toEqual([0.25, 0.9]);
  });
});
