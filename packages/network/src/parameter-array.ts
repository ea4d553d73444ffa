/** An array on the host: row-major float32 values and their shape. */
export interface ParameterArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** All parameters of a network by `node/parameter`, such as `block1_conv1/kernel` or `block1_conv1_bn/moving_mean`. */
export type NetworkParameters = ReadonlyMap<string, ParameterArray>;
