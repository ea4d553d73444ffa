import * as tf from "@tensorflow/tfjs-core";
import { describeBackends } from "@xception/testing";
import { expect, it } from "vitest";

import { flatten, groupParameters, unflatten, type ParameterGroup } from "./parameter-group.ts";
import type { ParameterRole } from "./parameter-roles.ts";

const role = (name: string, ...shape: number[]): ParameterRole => ({ name, parameter: name.split("/")[1] ?? "", shape });

it("kernels go into groups that decay, all else into others", () => {
  const roles = [role("a/kernel", 2), role("a/bias", 1), role("b/depthwise_kernel", 3), role("b/gamma", 3)];
  expect(groupParameters(roles).map(({ members, decays }) => [decays, members.map(({ name }) => name)])).toEqual([
    [true, ["a/kernel", "b/depthwise_kernel"]],
    [false, ["a/bias", "b/gamma"]],
  ]);
});

it("a group ends where it would become too large; a parameter that is too large by itself is alone", () => {
  const roles = [role("a/kernel", 2, 2), role("b/kernel", 5), role("c/kernel", 20), role("d/kernel", 3), role("e/kernel", 7)];
  expect(groupParameters(roles, 10).map(({ members }) => members.map(({ name }) => name))).toEqual([
    ["a/kernel", "b/kernel"],
    ["c/kernel"],
    ["d/kernel", "e/kernel"],
  ]);
});

describeBackends("flatten and unflatten", () => {
  it("are each other's inverse, for more tensors than a shader can bind", async () => {
    const members = Array.from({ length: 25 }, (_, index) => role(`${index}/kernel`, 1 + (index % 3), 2));
    const tensors = members.map(({ shape }, index) => tf.fill([...shape], index));
    const group: ParameterGroup = { members, decays: true };
    const vector = flatten(tensors);
    expect(vector.shape).toEqual([98]);
    const parts = unflatten(vector, group);
    expect(parts.map(({ shape }) => shape)).toEqual(members.map(({ shape }) => shape));
    for (const [index, part] of parts.entries()) expect(new Set(await part.data())).toEqual(new Set([index]));
  });
});
