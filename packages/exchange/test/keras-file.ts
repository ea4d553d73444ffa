// Keras archives of any configuration, for what Keras itself would not write: a zip file of stored members, by hand.
import { goldenBlob } from "./golden-models.ts";

/** A layer as Keras 3 writes it, called on the layers named. */
export function layer(className: string, name: string, config: object = {}, ...inputs: readonly string[]): object {
  const calls = inputs.length === 0 ? [] : [{ args: [inputs.map((name) => tensor(name))], kwargs: {} }];
  return { module: "keras.layers", class_name: className, name, config: { name, ...config }, inbound_nodes: calls };
}

export function tensor(name: string, call = 0, output = 0): object {
  return { class_name: "__keras_tensor__", config: { keras_history: [name, call, output] } };
}

export const input = (...shape: readonly (number | null)[]): object => layer("InputLayer", "image", { batch_shape: [null, ...shape] });

/** A functional model of these layers, from "image" to the output named. */
export function functional(layers: readonly object[], output: string, name = "model"): object {
  return { class_name: "Functional", config: { name, layers, input_layers: [["image", 0, 0]], output_layers: [[output, 0, 0]] } };
}

/** A .keras file of a configuration, with the weights of another model: enough for everything that is refused before they matter. */
export async function kerasFile(configuration: unknown, weights = "keras3-sequential.weights.h5"): Promise<Blob> {
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration);
  return zip({
    "metadata.json": new TextEncoder().encode('{"keras_version": "3.15.0"}'),
    "config.json": new TextEncoder().encode(text),
    "model.weights.h5": new Uint8Array(await (await goldenBlob(weights)).arrayBuffer()),
  });
}

function zip(members: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): Blob {
  const [files, directory]: [Uint8Array<ArrayBuffer>[], Uint8Array<ArrayBuffer>[]] = [[], []];
  let position = 0;
  for (const [name, content] of Object.entries(members)) {
    const title = new TextEncoder().encode(name);
    const common = [20, 0, 0, 0, crc32(content), content.length, content.length, title.length, 0];
    const widths = [2, 2, 2, 4, 4, 4, 4, 2, 2];
    const local = fields([4, ...widths], [0x04034b50, ...common]);
    files.push(local, title, content);
    directory.push(fields([4, 2, ...widths, 2, 2, 2, 4, 4], [0x02014b50, 20, ...common, 0, 0, 0, 0, position]), title);
    position += local.length + title.length + content.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(members).length;
  return new Blob([...files, ...directory, fields([4, 2, 2, 2, 2, 4, 4, 2], [0x06054b50, 0, 0, count, count, length, position, 0])]);
}

function fields(widths: readonly number[], values: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(widths.reduce((sum, width) => sum + width, 0));
  let position = 0;
  widths.forEach((width, index) => {
    for (let byte = 0; byte < width; byte++) bytes[position++] = ((values[index] ?? 0) / 256 ** byte) & 255;
  });
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let remainder = -1;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  }
  return ~remainder >>> 0;
}
