// Which of a caller's arrays goes into which input of a network, looked at before anything runs: tensors and arrays on the host alike.
import { inferShapes } from "../analysis/infer-shapes.ts";
import { plan, type PlannedNode } from "../analysis/plan.ts";
import { InputError } from "../input-error.ts";
import type { Network } from "../network.ts";
import { formatShape } from "../shape.ts";

interface Batched {
  readonly shape: readonly number[];
}

/** The network and the input shapes that were last found to work on it; sizes seldom change from one batch to the next. */
const working = new WeakMap<Network, string>();

/**
 * The batch of each input by its name. `isOne` tells one batch, for a network with one input, from a record of several.
 *
 * @throws InputError   that names `caller`, where a batch is missing or of another shape than its input
 * @throws NetworkError where images are too small for the network: in words, before a kernel says so in its own
 */
export function spreadInputs<Batch extends Batched>(
  caller: string,
  network: Network,
  inputs: Batch | Readonly<Record<string, Batch>>,
  isOne: (inputs: Batch | Readonly<Record<string, Batch>>) => inputs is Batch,
): ReadonlyMap<string, Batch> {
  const nodes = plan(caller, network).filter(({ node }) => node.kind === "input");
  const batches = new Map<string, Batch>();
  for (const planned of nodes) {
    const { name } = planned.node;
    const batch = isOne(inputs) ? (nodes.length === 1 ? inputs : undefined) : inputs[name];
    if (!batch) {
      const names = nodes.map(({ node }) => `"${node.name}"`).join(", ");
      throw new InputError(`[${caller}] the network "${network.name}" has the inputs ${names}. Pass a batch for each by its name.`);
    }
    checkBatch(caller, planned, batch.shape);
    batches.set(name, batch);
  }
  checkCounts(caller, batches);
  checkSizes(caller, network, batches);
  return batches;
}

function checkBatch(caller: string, { node, behaviour }: PlannedNode, shape: readonly number[]): void {
  const declared = behaviour.shape([]);
  const [count = 0, ...sizes] = shape;
  if (count > 0 && sizes.length === declared.length && declared.every((size, axis) => size === null || size === sizes[axis])) return;
  const expected = formatShape(declared).replace("[", "[N, ");
  throw new InputError(
    `[${caller}] the input "${node.name}" came as ${formatShape(shape)}, expected ${expected}. Give a batch of that shape.`,
  );
}

function checkCounts(caller: string, batches: ReadonlyMap<string, Batched>): void {
  const counts = [...batches].map(([name, { shape }]) => `"${name}" ${shape[0] ?? 0}`);
  const different = new Set([...batches.values()].map(({ shape }) => shape[0])).size > 1;
  if (different)
    throw new InputError(`[${caller}] the inputs came with different numbers of images: ${counts.join(", ")}. Give as many of each.`);
}

function checkSizes(caller: string, network: Network, batches: ReadonlyMap<string, Batched>): void {
  const inputShape = Object.fromEntries([...batches].map(([name, { shape }]) => [name, shape.slice(1)]));
  const key = JSON.stringify(inputShape);
  if (working.get(network) === key) return;
  inferShapes(caller, network, { inputShape });
  working.set(network, key);
}
