// Glorot and Bengio 2010, equation 16, as Keras' GlorotUniform computes it: fans from the shape alone, whatever the layer.

/**
 * The bound of a kernel's uniform distribution: sqrt(6 / (fan in + fan out)).
 *
 * All axes but the last two are the receptive field; the last two are channels in and out. So a depthwise kernel [kh, kw, C, M] counts
 * C·kh·kw values in, although each filter sees one channel: that is what Keras does, and what its training recipes assume.
 */
export function glorotLimit(shape: readonly number[]): number {
  const field = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  const [fanIn = 1, fanOut = fanIn] = shape.slice(-2);
  return Math.sqrt(6 / (field * (fanIn + fanOut)));
}
