/** The first TensorFlow whose Python package has the C library, and the C interface with all that is called. */
const oldest = [2, 12] as const;

/** Whether a version such as "2.11.1" is older than the oldest that works. */
export function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
}
