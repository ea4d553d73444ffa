// Where images enter the network. A null height or width is left open until run time.
import type { NodeKind } from "../definition/node-kind.ts";
import { NodeProblem } from "../definition/node-problem.ts";
import { openShape, type OptionsOf } from "../definition/option-rule.ts";
import { resolveOptions } from "../definition/resolve-options.ts";

const rules = { shape: openShape() };

export const input: NodeKind = {
  kind: "input",
  create(given) {
    const resolved = resolveOptions(rules, given);
    const { shape } = resolved as OptionsOf<typeof rules>;
    return {
      options: resolved,
      idle: false,
      shape(inputs) {
        if (inputs.length > 0) throw new NodeProblem(`has ${inputs.length} inputs. It takes none.`);
        return shape;
      },
      parameters: () => ({}),
      multiplyAdds: () => 0,
      forward() {
        throw new Error("[forward] an input is given its value, it does not compute one");
      },
    };
  },
};
