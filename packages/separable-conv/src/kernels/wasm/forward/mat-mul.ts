// Products of matrices on the module: a convolution of one pixel whose filters are b, or the gradient of one where a lies transposed.
import * as tf from "@tensorflow/tfjs-core";

import { panelFloats, planConvolution } from "../../../wasm/tasks/convolve.ts";
import { planPacking } from "../../../wasm/tasks/lay-out.ts";
import { ranges, unbounded } from "../../../wasm/tasks/range.ts";
import { filterSlicesFloats, planFilterGradient } from "../../../wasm/tasks/training/filter-gradient.ts";
import { instanceOf } from "../module/instance.ts";
import { packFilters, type Packing } from "../module/packed-filters.ts";
import { runProgram } from "../module/run-program.ts";
import { withScratch, type Take } from "../module/scratch.ts";
import type { Call, Output, WasmKernel } from "../wasm-kernel.ts";
import { isRange } from "./convolution.ts";

/** Rows from which on the register tile is not half empty; TensorFlow.js' own kernel has fewer. */
const leastRows = 4;

interface Sizes {
  /** Of the matrices, outer axes as one. */
  readonly batch: number;
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

function sizesOf(a: readonly number[], b: readonly number[], attributes: tf.NamedAttrMap): Sizes {
  const [first = 1, second = 1] = a.slice(-2);
  const [rows, depth] = attributes["transposeA"] === true ? [second, first] : [first, second];
  const columns = (attributes["transposeB"] === true ? b.at(-2) : b.at(-1)) ?? 1;
  return { batch: tf.util.sizeFromShape(a.slice(0, -2)), rows, depth, columns };
}

function multiply(call: Call): readonly Output[] {
  const { backend, attributes, shapeOf, input, output, has, threadsFor } = call;
  const [a, b] = [shapeOf("a"), shapeOf("b")];
  const sizes = sizesOf(a, b, attributes);
  const { batch, rows, depth, columns } = sizes;
  const y = output([...a.slice(0, -2), rows, columns]);
  const threads = threadsFor(rows * depth * columns);
  for (let index = 0; index < batch; index += 1) {
    const at = { a: input("a") + 4 * index * rows * depth, y: y.offset + 4 * index * rows * columns };
    withScratch(backend, (take) => {
      const packing = attributes["transposeA"] === true ? undefined : packRight(call, take, sizes, index);
      const planned =
        packing === undefined
          ? planFilterGradient(
              {
                window: pixelWindow(depth, rows, columns),
                ...{ x: at.a, dy: input("b") + 4 * index * depth * columns, dfilter: at.y },
                slices: take(filterSlicesFloats(pixelWindow(depth, rows, columns))),
              },
              instanceOf(backend).build,
              threads,
            )
          : [
              ...packing.tasks,
              planConvolution(
                {
                  window: pixelWindow(rows, depth, columns),
                  x: { at: at.a, pitch: 4 * depth },
                  panels: packing.panels,
                  bias: has("bias") ? input("bias") : 0,
                  y: { at: at.y, pitch: 4 * columns },
                  range: ranges[attributes["activation"] as string] ?? unbounded,
                },
                instanceOf(backend).build,
                threads,
              ),
            ];
      runProgram(backend, planned, { take, threads, widestPixel: 4 * Math.max(rows, depth) });
    });
  }
  return [y];
}

/** Panels of one of the matrices b. */
function packRight(call: Call, take: Take, { batch, depth, columns }: Sizes, index: number): Packing {
  const transposed = call.attributes["transposeB"] === true;
  if (batch === 1 && !transposed) return packFilters(call, take, "b", depth, columns);
  const panels = take(panelFloats(depth, columns));
  const at = call.input("b") + 4 * index * depth * columns;
  const [step, column] = transposed ? [4, 4 * depth] : [4 * columns, 4];
  return { panels, tasks: [planPacking({ depth, columns, at, step, column }, panels)] };
}

/** So many pixels of an image of one line, each by itself. */
const pixelWindow = (pixels: number, channels: number, outChannels: number) => ({
  ...{ batch: 1, height: 1, width: pixels, channels, outHeight: 1, outWidth: pixels, outChannels },
  ...{ kernelHeight: 1, kernelWidth: 1, strideY: 1, strideX: 1, dilationY: 1, dilationX: 1, padTop: 0, padLeft: 0 },
});

const covers: NonNullable<WasmKernel["covers"]> = ({ inputs, attrs = {} }) => {
  const { a, b, bias, preluActivationWeights } = inputs;
  if (!a || !b || a.dtype !== "float32" || b.dtype !== "float32") return false;
  const { rows, depth, columns } = sizesOf(a.shape, b.shape, attrs);
  const transposedA = attrs["transposeA"] === true;
  const plain = bias == null && attrs["transposeB"] !== true && (attrs["activation"] ?? "linear") === "linear";
  return (
    a.shape.slice(0, -2).join() === b.shape.slice(0, -2).join() &&
    tf.util.sizeFromShape(a.shape) > 0 &&
    rows >= leastRows &&
    depth > 0 &&
    columns > 0 &&
    preluActivationWeights == null &&
    isRange(attrs["activation"]) &&
    (bias == null || bias.shape.join() === String(columns)) &&
    (!transposedA || plain)
  );
};

export const batchMatMul: WasmKernel = { kernelName: tf.BatchMatMul, covers, run: multiply };
export const fusedMatMul: WasmKernel = { kernelName: tf._FusedMatMul, covers, run: multiply };
