// Whether a value, such as what JSON.parse gave, has the fields of a network at all. What they hold is looked at by `plan`.
import { maximumNameLength, maximumNodes } from "../limits.ts";
import type { Network, NetworkNode } from "../network.ts";

/** A network whose nodes have not been looked at. */
export type Candidate = Omit<Network, "nodes"> & { readonly nodes: readonly unknown[] };

export const isNetwork = (value: unknown): value is Candidate =>
  isObject(value) && typeof value["name"] === "string" && Array.isArray(value["nodes"]) && isNames(value["outputs"]);

export const isNode = (value: unknown): value is NetworkNode =>
  isObject(value) && isName(value["name"]) && typeof value["kind"] === "string" && isNames(value["inputs"]) && isObject(value["options"]);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= maximumNodes && value.every((item) => typeof item === "string");

const isName = (value: unknown): value is string => typeof value === "string" && value !== "" && value.length <= maximumNameLength;
