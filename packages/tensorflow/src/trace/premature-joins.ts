// TensorFlow's rewriter joins a convolution, its bias, a sum and an activation to one operation, and takes the sum away although others may
// read it too, as the shortcut of the next block does in residual networks that activate first. Its graph is then no whole one: it
// prints "remapper failed", and fuses nothing at all in the function. It leaves an activation alone that waits for something besides
// what it reads; the sum is joined to the convolution all the same. Only a leaky relu is joined even so: of such a function the line is
// printed, its numbers are right, and it is as fast as with `rewrite: false`. Seen in TensorFlow 2.12 to 2.21.

interface Given {
  readonly oper: bigint;
  /** The operation that gives it. */
  readonly operation: string;
}

const sums = new Set(["Add", "AddV2", "AddN"]);
const activations = new Set(["Relu", "Relu6", "Elu"]);

/** The sums of a graph that the rewriter may take away too early. */
export class PrematureJoins {
  readonly #biased = new Set<bigint>();

  /** Whether an operation over such a sum has to wait for something else, such as an argument of the function. */
  mayFollow(name: string, given: readonly Given[]): boolean {
    return activations.has(name) && given.some(({ oper }) => this.#biased.has(oper));
  }

  /** Takes note of an operation of the graph, and of what it reads. */
  note(name: string, oper: bigint, given: readonly Given[]): void {
    if (sums.has(name) && given.some(({ operation }) => operation === "BiasAdd")) this.#biased.add(oper);
  }
}
