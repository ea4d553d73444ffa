import { checkCluster, type Cluster } from "../cluster/cluster.ts";
import { serverDefinition } from "../cluster/server-definition.ts";
import { findTensorFlow } from "../find/find-tensorflow.ts";
import { openLibrary, type Library } from "../library/open-library.ts";
import { silenceStderr } from "../library/silence-stderr.ts";
import { listDevices, type Device } from "./list-devices.ts";
import { Status } from "./status.ts";
import { configOf, environmentOf, type TensorFlowOptions } from "./tensorflow-options.ts";

/** TensorFlow at work: its library and what it calls an eager context, which holds devices, memory and functions. */
export interface TensorFlow {
  readonly library: Library;
  /** what named the library, in words */
  readonly foundBy: string;
  readonly devices: readonly Device[];
  /** the processes that it computes with, where it was started with any */
  readonly cluster: Cluster | undefined;
  /** the context's address */
  readonly context: bigint;
  /** for calls that are done when they return; a call on another thread takes one of its own */
  readonly status: Status;
}

let started: TensorFlow | undefined;

/**
 * Finds, loads and starts TensorFlow, once in a process: a later call gives the first one's, whatever its options.
 *
 * @throws TensorFlowMissingError where there is none that can be used
 * @throws RangeError             for options that cannot be
 * @throws TensorFlowError        where it does not start
 */
export function startTensorFlow(options: TensorFlowOptions = {}): TensorFlow {
  const { cluster } = options;
  if (cluster) checkCluster(cluster);
  if (started && cluster && JSON.stringify(cluster) !== JSON.stringify(started.cluster)) {
    throw new RangeError(
      "[startTensorFlow] a cluster came, but TensorFlow runs in this process already without it, expected it at the first start. Start with the cluster before anything else uses TensorFlow.",
    );
  }
  started ??= start(options);
  return started;
}

function start(options: TensorFlowOptions): TensorFlow {
  const config = configOf(options);
  const { cluster } = options;
  const { file, by, companions } = findTensorFlow(options.path);
  Object.assign(process.env, environmentOf(options));
  const library = openLibrary(file, companions);
  const { functions } = library;
  const status = new Status(library);
  const contextOptions = functions.TFE_NewContextOptions();
  functions.TFE_ContextOptionsSetConfig(contextOptions, config, config.length, status.pointer);
  status.check("reading the configuration");
  const create = (): bigint => functions.TFE_NewContext(contextOptions, status.pointer);
  // Where there is no driver, a TensorFlow for graphics cards prints that as an error, and computes on the processor.
  const context = library.hasCudaDriver ? create() : silenceStderr(create);
  functions.TFE_DeleteContextOptions(contextOptions);
  status.check("starting");
  if (cluster) {
    const server = serverDefinition(cluster);
    functions.TFE_EnableCollectiveOps(context, server, server.length, status.pointer);
    status.check(`listening at ${cluster.addresses[cluster.index]}`);
  }
  return { library, foundBy: by, devices: listDevices(library, context, status), cluster, context, status };
}
