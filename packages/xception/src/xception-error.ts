// One class per remedy. Every message says what came, what was expected, and what to do.

/** An option that is unknown or has a value that cannot be: correct the call. */
export class OptionError extends Error {
  override readonly name = "OptionError";
}

/** Images too small for the network that is asked for: use larger images. */
export class SizeError extends Error {
  override readonly name = "SizeError";
}

/** A network that cannot do what is asked of it, such as classify without a classifier: use another model or method. */
export class UnsuitableModelError extends Error {
  override readonly name = "UnsuitableModelError";
}

/** No TensorFlow.js backend is there to compute with: start one first. */
export class MissingBackendError extends Error {
  override readonly name = "MissingBackendError";
}
