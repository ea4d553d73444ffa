// A function of TensorFlow's, for arguments of certain shapes, and what it takes besides them.
import type { Attribute } from "../binding/attribute.ts";
import { attributeKinds } from "../binding/attribute.ts";
import { execute, executeElsewhere } from "../binding/execute.ts";
import type { TensorFlow } from "../context/start-tensorflow.ts";
import type { TensorMetadata, TensorStore } from "../tensors/tensor-store.ts";
import type { GraphRecorder } from "./graph-recorder.ts";

export interface Compilation {
  /** Name of the function, of its own in this process. */
  readonly name: string;
  /** ConfigProto, for the rewriter of graphs. */
  readonly configuration: Uint8Array;
  /** Compile with XLA. */
  readonly jit: boolean;
}

/** The value of an attribute `true`: AttrValue.b = 5. */
const yes = Uint8Array.of(0x28, 1);

export class ConcreteFunction {
  readonly #tensorflow: TensorFlow;
  readonly #tensors: TensorStore;
  readonly #name: string;
  readonly #attributes: readonly Attribute[];
  readonly #outputs: number;

  /** @param outputs numbers of tensors in the recorder's graph, or from outside */
  constructor(tensorflow: TensorFlow, tensors: TensorStore, recorder: GraphRecorder, outputs: readonly number[], compilation: Compilation) {
    const { name, configuration, jit } = compilation;
    this.#tensorflow = tensorflow;
    this.#tensors = tensors;
    this.#name = name;
    this.#outputs = outputs.length;
    this.#attributes = [{ name: "config_proto", type: attributeKinds.string, value: configuration }];
    this.#add(recorder, outputs, jit);
  }

  run(inputs: readonly number[]): TensorMetadata[] {
    return execute(this.#tensorflow, this.#tensors, this.#name, this.#attributes, inputs, this.#outputs);
  }

  /** On another thread, so that JavaScript goes on meanwhile. */
  runElsewhere(inputs: readonly number[]): Promise<TensorMetadata[]> {
    return executeElsewhere(this.#tensorflow, this.#tensors, this.#name, this.#attributes, inputs, this.#outputs);
  }

  dispose(): void {
    const { library, context, status } = this.#tensorflow;
    library.functions.TFE_ContextRemoveFunction(context, this.#name, status.pointer);
    status.check("removing a function");
  }

  #add(recorder: GraphRecorder, outputs: readonly number[], jit: boolean): void {
    const { library, context, status } = this.#tensorflow;
    const { functions } = library;
    // A result of its own for each output: a function may not give back an argument as it is, or one thing twice.
    const results = outputs.map((id) => recorder.copyOf(id));
    const { graph, inputs, effects } = recorder;
    const made = functions.TF_GraphToFunctionWithControlOutputs(
      ...([graph, this.#name, 0, -1, null, inputs.length, inputs, results.length, results, null] as const),
      // Without them the rewriter leaves out, silently, whatever gives nothing.
      ...([effects.length, BigUint64Array.from(effects), null, null, "", status.pointer] as const),
    );
    status.check("making a function");
    if (jit) {
      functions.TF_FunctionSetAttrValueProto(made, "_XlaMustCompile", yes, yes.length, status.pointer);
      status.check("asking for XLA");
    }
    functions.TFE_ContextAddFunction(context, made, status.pointer);
    functions.TF_DeleteFunction(made);
    status.check("adding a function");
  }
}
