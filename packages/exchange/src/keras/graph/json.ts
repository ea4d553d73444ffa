// The forms in which Keras writes plain values to JSON.

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value without the wrappers that Keras 3 puts around tuples and NumPy arrays. Everything else stays as it is. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  const { class_name: className, config, items } = value;
  if (className === "__tuple__") return plain(items ?? config);
  if (className === "__numpy__" && isRecord(config)) return plain(config["value"]);
  return value;
}
