// Batch normalisation with the batch's own statistics and its way back, as loops. With n places a channel, r = 1 / √(variance + epsilon)
// and x̂ = (x − mean) · r:
//   mean = Σ x / n        variance = Σ (x − mean)² / n        y = x̂ · scale + offset
//   doffset = Σ dy        dscale = Σ dy · x̂        dx = scale · r · (dy − (doffset + x̂ · dscale) / n)
import { BatchNormTraining, BatchNormTrainingGrad } from "../registry/kernel-names.ts";
import { inputOf, zeros, type LoopKernel } from "./loop-kernel.ts";

export const batchNormTraining: LoopKernel = {
  kernelName: BatchNormTraining,
  compute(inputs, { epsilon }) {
    const [x, scale, offset] = [inputOf(inputs, "x"), inputOf(inputs, "scale"), inputOf(inputs, "offset")];
    const channels = scale.data.length;
    const [y, mean, variance] = [zeros(x.shape), zeros([channels]), zeros([channels])];
    for (let c = 0; c < channels; c++) {
      const count = x.data.length / channels;
      let sum = 0;
      for (let place = c; place < x.data.length; place += channels) sum += x.data[place] as number;
      const average = sum / count;
      let squares = 0;
      for (let place = c; place < x.data.length; place += channels) squares += ((x.data[place] as number) - average) ** 2;
      mean.data[c] = average;
      variance.data[c] = squares / count;
      const factor = (scale.data[c] as number) / Math.sqrt(squares / count + (epsilon as number));
      for (let place = c; place < x.data.length; place += channels) {
        y.data[place] = ((x.data[place] as number) - average) * factor + (offset.data[c] as number);
      }
    }
    return [y, mean, variance];
  },
};

export const batchNormTrainingGrad: LoopKernel = {
  kernelName: BatchNormTrainingGrad,
  compute(inputs, { epsilon }) {
    const [dy, x, scale] = [inputOf(inputs, "dy"), inputOf(inputs, "x"), inputOf(inputs, "scale")];
    const [mean, variance] = [inputOf(inputs, "mean"), inputOf(inputs, "variance")];
    const channels = scale.data.length;
    const [dx, dscale, doffset] = [zeros(x.shape), zeros([channels]), zeros([channels])];
    for (let c = 0; c < channels; c++) {
      const count = x.data.length / channels;
      const average = mean.data[c] as number;
      const inverse = 1 / Math.sqrt((variance.data[c] as number) + (epsilon as number));
      let [sum, product] = [0, 0];
      for (let place = c; place < x.data.length; place += channels) {
        sum += dy.data[place] as number;
        product += (dy.data[place] as number) * ((x.data[place] as number) - average) * inverse;
      }
      doffset.data[c] = sum;
      dscale.data[c] = product;
      for (let place = c; place < x.data.length; place += channels) {
        const normalised = ((x.data[place] as number) - average) * inverse;
        dx.data[place] = (scale.data[c] as number) * inverse * ((dy.data[place] as number) - (sum + normalised * product) / count);
      }
    }
    return [dx, dscale, doffset];
  },
};
