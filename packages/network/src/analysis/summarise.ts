import type { Network } from "../network.ts";
import { countValues, type Shape } from "../shape.ts";
import { countMultiplyAdds } from "./cost.ts";
import { sumParameters, type ParameterCount } from "./count-parameters.ts";
import { inferShapes, type ShapeOptions } from "./infer-shapes.ts";
import { listParameters } from "./parameter-specs.ts";

/** One node of a summary. */
export interface SummaryRow {
  readonly name: string;
  readonly kind: string;
  /** [H, W, C] or [C]; null where the network leaves a size open. */
  readonly outputShape: Shape;
  readonly parameters: number;
  /** For one image; null where a size is open. */
  readonly multiplyAdds: number | null;
  readonly inputs: readonly string[];
}

/** A network as a table. */
export interface Summary {
  readonly rows: readonly SummaryRow[];
  readonly parameters: ParameterCount;
  /** For one image; null where a size is open. */
  readonly multiplyAdds: number | null;
}

/**
 * The table of a network: a row a node, and the totals. Open sizes are allowed, and give null for the multiply-adds.
 *
 * @throws NetworkError where shapes do not fit
 */
export function summarise(network: Network, options: ShapeOptions = {}): Summary {
  const shapes = inferShapes("summarise", network, options);
  const specs = [...listParameters("summarise", network, shapes).values()];
  const multiplyAdds = countMultiplyAdds(network, shapes);
  const values = new Map<string, number>();
  for (const { node, shape } of specs) values.set(node, (values.get(node) ?? 0) + (countValues(shape) ?? 0));
  const rows = network.nodes.map(({ name, kind, inputs }): SummaryRow => {
    const outputShape = shapes.get(name) ?? [];
    const open = countValues(outputShape) === null || inputs.some((input) => countValues(shapes.get(input) ?? []) === null);
    return {
      name,
      kind,
      outputShape,
      parameters: values.get(name) ?? 0,
      multiplyAdds: open ? null : (multiplyAdds.get(name) ?? 0),
      inputs,
    };
  });
  const total = rows.reduce<number | null>((sum, row) => (sum === null || row.multiplyAdds === null ? null : sum + row.multiplyAdds), 0);
  return { rows, parameters: sumParameters(specs), multiplyAdds: total };
}
