import type { Network } from "../network.ts";
import type { NetworkParameters } from "../parameter-array.ts";
import { ParametersError, type ParametersReport } from "../parameters-error.ts";
import { countValues, formatShape } from "../shape.ts";
import type { ShapeOptions } from "./infer-shapes.ts";
import { parameterSpecs } from "./parameter-specs.ts";

/** How many names of each sort the sentence spells out; the report has all. */
const spelled = 5;

/**
 * Checks that the parameters are exactly those of the network: names, shapes, number of values.
 *
 * @throws ParametersError whose report lists everything missing, unexpected and mismatched
 */
export function checkParameters(network: Network, parameters: NetworkParameters, options: ShapeOptions = {}): void {
  const specs = parameterSpecs(network, options);
  const report: ParametersReport = {
    missing: [...specs.keys()].filter((name) => !parameters.has(name)),
    unexpected: [...parameters.keys()].filter((name) => !specs.has(name)),
    mismatched: [...specs].flatMap(([name, { shape: expected }]) => {
      const array = parameters.get(name);
      if (!array) return [];
      const { shape: found, data } = array;
      const fits = formatShape(found) === formatShape(expected) && data.length === countValues(expected);
      return fits ? [] : [{ name, expected, found, values: data.length }];
    }),
  };
  const parts = [
    describe("missing", report.missing),
    describe("unexpected", report.unexpected),
    describe(
      "of another shape",
      report.mismatched.map(
        ({ name, expected, found, values }) => `${name}: ${formatShape(found)} of ${values} values for ${formatShape(expected)}`,
      ),
    ),
  ].filter((part) => part !== "");
  if (parts.length === 0) return;
  throw new ParametersError(
    `[checkParameters] the parameters do not fit the network "${network.name}": ${parts.join("; ")}. Give those that parameterSpecs lists.`,
    report,
  );
}

function describe(what: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const more = names.length > spelled ? `, and ${names.length - spelled} more` : "";
  return `${names.length} ${what} (${names.slice(0, spelled).join(", ")}${more})`;
}
