// The shape of every node's values for one image, from the inputs on. Open sizes stay open.
import { nameProblem } from "../definition/name-problem.ts";
import { maximumValues } from "../limits.ts";
import { NetworkError } from "../network-error.ts";
import type { Network, NetworkNode } from "../network.ts";
import { countValues, formatShape, type Shape } from "../shape.ts";
import { plan } from "./plan.ts";

export interface ShapeOptions {
  /** Sizes where the network leaves them open, [H, W, C]; one for all inputs, or one each by the input's name. */
  readonly inputShape?: readonly number[] | Readonly<Record<string, readonly number[]>>;
}

/** @throws NetworkError that names `caller` and the node where a shape cannot work */
export function inferShapes(caller: string, network: Network, { inputShape }: ShapeOptions = {}): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { node, behaviour } of plan(caller, network)) {
    const inputs = node.inputs.map((input) => shapes.get(input) as Shape); // every input comes earlier
    let shape = nameProblem(caller, node, () => behaviour.shape(inputs));
    if (node.kind === "input") shape = fill(caller, node, shape, isList(inputShape) ? inputShape : inputShape?.[node.name]);
    checkSizes(caller, node, shape, inputs);
    shapes.set(node.name, shape);
  }
  return shapes;
}

const isList = (value: ShapeOptions["inputShape"]): value is readonly number[] => Array.isArray(value);

function fill(caller: string, { name }: NetworkNode, declared: Shape, given: readonly number[] | undefined): Shape {
  if (given === undefined) return declared;
  const fits = given.length === declared.length && declared.every((size, axis) => size === null || size === given[axis]);
  if (fits && given.every((size) => Number.isInteger(size) && size > 0)) return given;
  throw new NetworkError(
    `[${caller}] input "${name}" takes ${formatShape(declared)}, but the input shape is ${formatShape(given)}. Give sizes only where the network leaves them open.`,
  );
}

function checkSizes(caller: string, { name, kind }: NetworkNode, shape: Shape, inputs: readonly Shape[]): void {
  if (shape.some((size) => size !== null && size < 1)) {
    throw new NetworkError(
      `[${caller}] ${kind} "${name}" leaves nothing of its input ${inputs.map(formatShape).join(", ")}. Use a larger input.`,
    );
  }
  if ((countValues(shape) ?? 0) > maximumValues) {
    throw new NetworkError(
      `[${caller}] ${kind} "${name}" would give ${formatShape(shape)}, more than ${maximumValues} values an image. Use a smaller network or input.`,
    );
  }
}
