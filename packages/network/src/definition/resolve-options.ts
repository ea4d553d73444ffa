import type { Json, NodeOptions } from "../network.ts";
import { NodeProblem } from "./node-problem.ts";
import type { OptionRules } from "./option-rule.ts";

/** Options with every fallback filled in. */
export function resolveOptions(rules: OptionRules, options: NodeOptions): NodeOptions {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(rules, name)) continue;
    const known = Object.keys(rules);
    throw new NodeProblem(`has no option "${name}". ${known.length === 0 ? "It takes none" : `It takes ${known.join(", ")}`}.`);
  }
  const resolved: Record<string, Json> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const given = Object.hasOwn(options, name) ? options[name] : undefined;
    const value = given === undefined ? rule.fallback : given;
    if (value === undefined) throw new NodeProblem(`lacks the option "${name}". Give ${rule.expected}.`);
    if (!rule.accepts(value)) throw new NodeProblem(`has ${JSON.stringify(value)} as its option "${name}". Give ${rule.expected}.`);
    resolved[name] = value;
  }
  return resolved;
}
