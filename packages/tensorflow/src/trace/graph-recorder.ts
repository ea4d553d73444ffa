// While a function is traced, its operations go here in the place of TensorFlow: into a graph, which becomes a function of TensorFlow's.
import type { Attribute } from "../binding/attribute.ts";
import type { OperationRunner } from "../binding/binding.ts";
import type { TensorFlow } from "../context/start-tensorflow.ts";
import type { GraphOutput } from "../library/c-functions.ts";
import type { HostValues } from "../tensors/data-type.ts";
import { makeHostTensor, type GivenValues } from "../tensors/host-tensor.ts";
import type { TensorMetadata, TensorStore } from "../tensors/tensor-store.ts";
import { inputArguments } from "./list-arguments.ts";
import { PrematureJoins } from "./premature-joins.ts";
import { setGraphAttribute } from "./set-graph-attribute.ts";
import { TraceError } from "./trace-error.ts";

/** A tensor in the graph. */
interface Node extends GraphOutput {
  /** The operation that gives it. */
  readonly operation: string;
  /** Whether its rank is known only when the function runs. */
  readonly isVague: boolean;
}

/** An input that JavaScript computes at each call. */
export interface HostInput {
  readonly shape: readonly number[];
  readonly type: number;
  readonly compute: () => GivenValues;
}

export class GraphRecorder implements OperationRunner {
  readonly graph: bigint;
  /** Placeholders, in the order of the function's inputs. */
  readonly inputs: GraphOutput[] = [];
  /** What takes the inputs after the arguments, in order: numbers of tensors from outside, or values that each call asks for anew. */
  readonly captured: (number | HostInput)[] = [];
  /** Operations that give nothing and are run for what they do. */
  readonly effects: bigint[] = [];
  readonly #tensorflow: TensorFlow;
  readonly #tensors: TensorStore;
  readonly #freeze: (id: number) => boolean;
  readonly #nodes = new Map<number, Node>();
  readonly #joins = new PrematureJoins();
  /** Effects that others wait for. */
  readonly #numbered = new Map<number, bigint>();
  #names = 0;

  /** @param freeze whether a tensor from outside goes into the graph by its values, which then stay what they are */
  constructor(tensorflow: TensorFlow, tensors: TensorStore, freeze: (id: number) => boolean) {
    this.#tensorflow = tensorflow;
    this.#tensors = tensors;
    this.#freeze = freeze;
    this.graph = tensorflow.library.functions.TF_NewGraph();
  }

  /** An argument of the function. */
  addInput(shape: readonly number[], type: number): TensorMetadata {
    const { functions } = this.#tensorflow.library;
    const operation = this.#begin("Placeholder");
    functions.TF_SetAttrType(operation, "dtype", type);
    functions.TF_SetAttrShape(operation, "shape", BigInt64Array.from(shape, BigInt), shape.length);
    const oper = this.#finish("Placeholder", operation);
    this.inputs.push({ oper, index: 0 });
    return this.#describe("Placeholder", { oper, index: 0 });
  }

  /** An input whose values are computed at each call. */
  addHostInput(input: HostInput): TensorMetadata {
    this.captured.push(input);
    return this.addInput(input.shape, input.type);
  }

  createTensor(shape: readonly number[], type: number, values: GivenValues): number {
    const { library } = this.#tensorflow;
    const tensor = makeHostTensor(library, shape, type, values);
    const id = this.#addConstant(tensor, type);
    library.functions.TF_DeleteTensor(tensor);
    return id;
  }

  /** What is in the graph stays there. */
  deleteTensor(id: number): void {
    if (this.#tensors.has(id)) this.#tensors.delete(id);
  }

  /** An operation that is run for what it does, when others are done. @returns its number, by which others may wait for it */
  addEffect(name: string, attributes: readonly Attribute[], inputs: readonly number[], after: readonly number[]): number {
    this.executeOp(name, attributes, inputs, 0, after);
    const id = this.#tensors.newId();
    this.#numbered.set(id, this.effects.at(-1) as bigint); // put in just now
    return id;
  }

  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
    after: readonly number[] = [],
  ): TensorMetadata[] {
    const { library } = this.#tensorflow;
    const given = inputs.map((input) => this.node(input));
    const vague = given.find(({ isVague }) => isVague);
    if (vague)
      throw new TraceError(
        `[trace] ${name} takes what ${vague.operation} gives, whose shape is known only when it runs. Leave it out of the function.`,
      );
    const operation = this.#begin(name);
    this.#addInputs(name, operation, given, attributes);
    const [first] = this.inputs;
    if (first && this.#joins.mayFollow(name, given)) library.functions.TF_AddControlInput(operation, first.oper);
    for (const id of after) library.functions.TF_AddControlInput(operation, this.#numbered.get(id) ?? this.node(id).oper);
    for (const attribute of attributes) setGraphAttribute(library, operation, attribute);
    const oper = this.#finish(name, operation);
    this.#joins.note(name, oper, given);
    if (outputs === 0) this.effects.push(oper);
    const count = Math.min(outputs, library.functions.TF_OperationNumOutputs(oper));
    return Array.from({ length: count }, (_, index) => this.#describe(name, { oper, index }));
  }

  tensorDataSync(id: number): HostValues {
    const node = this.#nodes.get(id);
    if (!node) return this.#tensors.readSync(id);
    throw new TraceError(
      `[trace] the function reads values that ${node.operation} gives, which are known only when it runs. Give them back as a result, and read them outside.`,
    );
  }

  /** The tensor in the graph: one that was made there, or one from outside, which becomes an input or a constant. */
  node(id: number): Node {
    const found = this.#nodes.get(id);
    if (found) return found;
    const { shape, dtype } = this.#tensors.describe(id);
    const isFrozen = this.#freeze(id);
    const inner = isFrozen ? this.#constantOf(id, dtype) : this.addInput(shape, dtype).id;
    if (!isFrozen) this.captured.push(id);
    const node = this.#nodes.get(inner) as Node; // made just now
    this.#nodes.set(id, node);
    return node;
  }

  /** The same values as an output of its own. */
  copyOf(id: number): GraphOutput {
    const { functions } = this.#tensorflow.library;
    const operation = this.#begin("Identity");
    functions.TF_AddInput(operation, this.node(id));
    return { oper: this.#finish("Identity", operation), index: 0 };
  }

  dispose(): void {
    this.#tensorflow.library.functions.TF_DeleteGraph(this.graph);
  }

  #constantOf(id: number, type: number): number {
    const { library, status } = this.#tensorflow;
    const tensor = library.functions.TFE_TensorHandleResolve(this.#tensors.handle(id), status.pointer);
    status.check("reading a tensor");
    const constant = this.#addConstant(tensor, type);
    library.functions.TF_DeleteTensor(tensor);
    return constant;
  }

  #addConstant(tensor: bigint, type: number): number {
    const { library, status } = this.#tensorflow;
    const operation = this.#begin("Const");
    library.functions.TF_SetAttrType(operation, "dtype", type);
    library.functions.TF_SetAttrTensor(operation, "value", tensor, status.pointer);
    status.check("Const");
    return this.#describe("Const", { oper: this.#finish("Const", operation), index: 0 }).id;
  }

  #addInputs(name: string, operation: bigint, given: readonly Node[], attributes: readonly Attribute[]): void {
    const { functions } = this.#tensorflow.library;
    const described = inputArguments(this.#tensorflow, this.graph, name);
    const single = described.filter(({ isList }) => !isList).length;
    let place = 0;
    for (const { isList, lengthAttribute } of described) {
      if (isList) {
        const stated = attributes.find((attribute) => attribute.name === lengthAttribute)?.value;
        const length = typeof stated === "number" ? stated : given.length - single;
        functions.TF_AddInputList(operation, given.slice(place, place + length), length);
        place += length;
      } else {
        const node = given[place++];
        if (node) functions.TF_AddInput(operation, node);
      }
    }
  }

  #begin(name: string): bigint {
    return this.#tensorflow.library.functions.TF_NewOperation(this.graph, name, `${name}_${this.#names++}`);
  }

  #finish(name: string, operation: bigint): bigint {
    const { library, status } = this.#tensorflow;
    const oper = library.functions.TF_FinishOperation(operation, status.pointer);
    status.check(name);
    return oper;
  }

  #describe(operation: string, output: GraphOutput): TensorMetadata {
    const { library, status } = this.#tensorflow;
    const rank = library.functions.TF_GraphGetTensorNumDims(this.graph, output, status.pointer);
    status.check(operation);
    const dimensions = new BigInt64Array(Math.max(rank, 0));
    if (rank > 0) library.functions.TF_GraphGetTensorShape(this.graph, output, dimensions, rank, status.pointer);
    status.check(operation);
    const shape = Array.from(dimensions, Number);
    if (shape.some((length) => length < 0)) {
      throw new TraceError(`[trace] ${operation} gives a shape that is known only when it runs. Leave it out of the function.`);
    }
    const id = this.#tensors.newId();
    this.#nodes.set(id, { ...output, operation, isVague: rank < 0 });
    return { id, shape, dtype: library.functions.TF_OperationOutputType(output) };
  }
}
