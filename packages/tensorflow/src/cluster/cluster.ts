/** The processes that compute together, and which of them this one is. All of them are given the same addresses in the same order. */
export interface Cluster {
  /** One `host:port` for each process; the process itself listens at its own. */
  readonly addresses: readonly string[];
  /** Number of this process, from 0. */
  readonly index: number;
  /** How long a collective operation waits for a process that says nothing, in seconds. Default 30 */
  readonly timeoutSeconds?: number | undefined;
}

export const defaultTimeoutSeconds = 30;

/** A host, or an IPv6 address in brackets, and a port. */
const addressForm = /^(\[[\da-f:.]+\]|[^\s:/]+):(\d{1,5})$/i;

/** @throws RangeError for a cluster that cannot be */
export function checkCluster({ addresses, index, timeoutSeconds = defaultTimeoutSeconds }: Cluster): void {
  for (const address of addresses) {
    const port = Number(addressForm.exec(address)?.[2]);
    if (port >= 1 && port <= 65_535) continue;
    throw new RangeError(
      `[startTensorFlow] a worker's address came as "${address}", expected host:port. Write it so, such as worker-0:2222.`,
    );
  }
  const twice = addresses.find((address, place) => addresses.indexOf(address) !== place);
  if (twice !== undefined) {
    throw new RangeError(`[startTensorFlow] the address ${twice} came for two workers, expected one each. Give each its own port.`);
  }
  if (!Number.isInteger(index) || index < 0 || index >= addresses.length) {
    throw new RangeError(
      `[startTensorFlow] the worker's index came as ${index} with ${addresses.length} addresses, expected a whole number from 0 to ${addresses.length - 1}. Give each worker its place in the list.`,
    );
  }
  if (!(Number.isInteger(timeoutSeconds) && timeoutSeconds > 0)) {
    throw new RangeError(
      `[startTensorFlow] timeoutSeconds came as ${timeoutSeconds}, expected a whole number above 0. Leave it out for ${defaultTimeoutSeconds}.`,
    );
  }
}
