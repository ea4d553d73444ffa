// What a node keeps in a parameter before it has any values.

/** How a parameter starts: Glorot uniform for kernels, constants for the rest, as Keras' layers do by default. */
export type Initialiser = "glorotUniform" | "zeros" | "ones";

/** Shape and role of a parameter. */
export interface ParameterSpec {
  readonly shape: readonly number[];
  /** False for statistics that follow the data instead of a gradient. */
  readonly trainable: boolean;
  readonly initialiser: Initialiser;
}

/** The parameters of a node by name, in the order in which Keras stores them. */
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

export const weight = (...shape: number[]): ParameterSpec => ({ shape, trainable: true, initialiser: "glorotUniform" });
export const offset = (...shape: number[]): ParameterSpec => ({ shape, trainable: true, initialiser: "zeros" });
export const scale = (...shape: number[]): ParameterSpec => ({ shape, trainable: true, initialiser: "ones" });
export const statistic = (initialiser: "zeros" | "ones", ...shape: number[]): ParameterSpec => ({ shape, trainable: false, initialiser });
