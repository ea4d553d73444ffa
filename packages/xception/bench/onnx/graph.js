// The messages of an ONNX file, after onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto): a model holds a graph, a graph
// its nodes, its constants and the shapes of what goes in and out. Every value is float32.
import { bytes, encode, integer, message, text } from "./protobuf.js";

/** @typedef {import("./protobuf.js").Field} Field */
/** @typedef {import("@xception/network").ParameterArray} ParameterArray */

const floats = 1; // TensorProto.DataType.FLOAT
const [intKind, intsKind] = [2, 7]; // AttributeProto.AttributeType
const [formatVersion, operators] = [8, 17]; // of the file, and of the operators' meaning

/** Collects a graph, node by node. */
export class Graph {
  /** @type {Field[]} @readonly */
  #fields = [];
  #nodes = 0;

  /** A value with a shape. @param {number} field @param {string} name @param {readonly number[]} shape */
  #value(field, name, shape) {
    const dimensions = shape.map((size) => message(1, integer(1, size)));
    this.#fields.push(message(field, text(1, name), message(2, message(1, integer(1, floats), message(2, ...dimensions)))));
  }

  /** @param {string} name @param {readonly number[]} shape */
  input(name, shape) {
    this.#value(11, name, shape);
  }

  /** @param {string} name @param {readonly number[]} shape */
  output(name, shape) {
    this.#value(12, name, shape);
  }

  /** A constant, such as a weight. @param {string} name @param {ParameterArray} array */
  constant(name, { shape, data }) {
    const values = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#fields.push(message(5, ...shape.map((size) => integer(1, size)), integer(2, floats), text(8, name), bytes(9, values)));
    return name;
  }

  /**
   * An operator.
   *
   * @param {string} operator  such as "Conv"
   * @param {readonly string[]} inputs
   * @param {string} output
   * @param {Readonly<Record<string, number | readonly number[]>>} attributes  integers
   */
  node(operator, inputs, output, attributes = {}) {
    const encoded = Object.entries(attributes).map(([name, value]) =>
      typeof value === "number"
        ? message(5, text(1, name), integer(3, value), integer(20, intKind))
        : message(5, text(1, name), ...value.map((each) => integer(8, each)), integer(20, intsKind)),
    );
    const name = `${operator}_${(this.#nodes += 1)}`;
    this.#fields.push(message(1, ...inputs.map((input) => text(1, input)), text(2, output), text(3, name), text(4, operator), ...encoded));
    return output;
  }

  /** The file's bytes. @param {string} name */
  finish(name) {
    return encode(integer(1, formatVersion), message(7, ...this.#fields, text(2, name)), message(8, integer(2, operators)));
  }
}
