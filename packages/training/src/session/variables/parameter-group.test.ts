import { expect, it } from "vitest";

import { groupParameters } from "./parameter-group.ts";
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
