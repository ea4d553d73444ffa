// The ways back of dilated depthwise convolutions with padding in pixels, which the table of cases has none of.
import * as tf from "@tensorflow/tfjs-core";
import { describeBackends, expectClose, expectNoLeak, seededRandom } from "@xception/testing";
import { expect, it } from "vitest";

import { depthwisePlain } from "../engine/plain-gradients.ts";
import { randomWindow } from "../engine/random-window.ts";

const cases = 40;

describeBackends(
  "dilated depthwise convolutions",
  () => {
    it(`give the gradients of plain loops for ${cases} windows of a seed`, async () => {
      const random = seededRandom(53);
      for (let index = 0; index < cases; index += 1) await check(random, 1 + (index % 2));
    });
  },
  ["cpu", "tensorflow"],
);

describeBackends(
  "the way back of a dilated depthwise convolution",
  () => {
    it("refuses a stride besides", () => {
      const [x, dy] = [tf.ones([1, 9, 9, 2]), tf.ones([1, 3, 3, 2])];
      const attributes = { strides: [2, 2], dilations: [2, 2], pad: "valid", dataFormat: "NHWC", filterShape: [3, 3, 2, 1] };
      expect(() => run(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, attributes)).toThrow(
        "[DepthwiseConv2dNativeBackpropFilter] strides are [2, 2] and dilations [2, 2], expected one of them to be 1.",
      );
    });
  },
  ["tensorflow"],
);

function run(kernelName: string, inputs: Record<string, tf.Tensor>, attributes: Record<string, unknown>): tf.Tensor {
  return tf.engine().runKernel<tf.Tensor>(kernelName, inputs, attributes as tf.NamedAttrMap);
}

async function check(random: () => number, multiplier: number): Promise<void> {
  const dilation = { dilationY: 1 + Math.floor(random() * 3), dilationX: 2 + Math.floor(random() * 2) };
  const drawn = randomWindow(random, { strideY: 1, strideX: 1, ...dilation });
  const window = { ...drawn, multiplier, outChannels: drawn.channels * multiplier };
  const { batch, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth, dilationY, dilationX, padTop, padLeft } = window;
  const draw = (shape: number[]): tf.Tensor =>
    tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random() * 2 - 1),
      shape,
    );
  const filterShape = [kernelHeight, kernelWidth, channels, multiplier];
  const [x, filter, dy] = [
    draw([batch, height, width, channels]),
    draw(filterShape),
    draw([batch, outHeight, outWidth, channels * multiplier]),
  ];
  const pad = [
    [0, 0],
    [padTop, outHeight - 1 + (kernelHeight - 1) * dilationY + 1 - padTop - height],
    [padLeft, outWidth - 1 + (kernelWidth - 1) * dilationX + 1 - padLeft - width],
    [0, 0],
  ];
  const attributes = { strides: [1, 1], dilations: [dilationY, dilationX], pad, dataFormat: "NHWC", inputShape: x.shape, filterShape };
  const toInput = (): tf.Tensor => run(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter }, attributes);
  const toFilter = (): tf.Tensor => run(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, attributes);
  const numbers = [x, filter, dy].map((tensor) => tensor.dataSync()) as [Float32Array, Float32Array, Float32Array];
  const [, dx, dfilter] = depthwisePlain(window, ...numbers) as [Float64Array, Float64Array, Float64Array];
  const results = [toInput(), toFilter()] as const;
  await expectClose(results[0], { shape: x.shape, data: dx }, { tolerance: 1e-4 });
  await expectClose(results[1], { shape: filterShape, data: dfilter }, { tolerance: 1e-4 });
  await expectNoLeak(toInput);
  await expectNoLeak(toFilter);
  tf.dispose([x, filter, dy, ...results]);
}
