// Bare weights into a network that is known: every file of weights must give what the whole model's file gives.
import { openModel, openParameters } from "@xception/exchange";
import { parameterSpecs, type NetworkParameters } from "@xception/network";
import { WeightsError, writeSafetensors } from "@xception/weights";
import { describe, expect, it } from "vitest";

import { goldenBlob } from "./golden-models.ts";

function expectSame(found: NetworkParameters, expected: NetworkParameters): void {
  expect(new Map([...found].sort())).toEqual(new Map([...expected].sort()));
}

describe("openParameters", () => {
  it.each([
    ["keras3-functional.weights.h5", "keras3-functional.keras"],
    ["keras3-sequential.weights.h5", "keras3-sequential.keras"],
    // A whole model's file holds its weights too. In nested models, only .h5 tells layers by name.
    ["keras3-functional.keras", "keras3-functional.keras"],
    ["keras2.13-functional.h5", "keras2.13-functional.keras"],
    // These name no layer: class and order settle it.
    ["keras2.21-functional.keras", "keras2.21-functional.keras"],
    ["keras2.13-sequential.weights.h5", "keras2.13-sequential.keras"],
  ])("opens %s into the network of %s", async (weights, model) => {
    const { network, parameters } = await openModel(await goldenBlob(model));
    expectSame(await openParameters(await goldenBlob(weights), network), parameters);
  });

  it("opens safetensors whose arrays are named as the parameters", async () => {
    const { network, parameters } = await openModel(await goldenBlob("keras3-functional.keras"));
    expectSame(await openParameters(writeSafetensors(parameters), network), parameters);
  });

  it("tells everything that does not fit at once", async () => {
    const { network } = await openModel(await goldenBlob("keras3-functional.keras"));
    const error: unknown = await openParameters(await goldenBlob("keras3-sequential.weights.h5"), network).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(WeightsError);
    const { report, message } = error as WeightsError;
    expect(message).toMatch(
      /^\[openParameters\] The arrays are not those of the network: 13 missing \(.+ and 9 more\); 1 unexpected \(stem\/1\); 3 of another shape \(.+\)\. Check that/,
    );
    expect(report.mismatched.map(({ name }) => name)).toEqual(["stem/kernel", "logits/kernel", "logits/bias"]);
    expect(report.missing).toHaveLength(parameterSpecs(network).size - 3);
  });
});
