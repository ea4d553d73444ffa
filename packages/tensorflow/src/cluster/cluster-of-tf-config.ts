// TF_CONFIG, the environment variable by which Kubernetes' TFJob and other schedulers tell a process of TensorFlow where its peers are:
//   {"cluster": {"worker": ["a:2222", "b:2222"]}, "task": {"type": "worker", "index": 0}}
import type { Cluster } from "./cluster.ts";

/** Jobs whose processes train, in the order in which they are numbered: a chief is the first worker. */
const trainingJobs = ["chief", "master", "worker"] as const;

/**
 * The cluster that TF_CONFIG describes, its chief (or master) first and the workers after it; undefined where the text is none or names no
 * cluster, as for a process that runs alone.
 *
 * @param text  the value of TF_CONFIG
 * @throws RangeError where it cannot be read, or gives this process another part than training
 *
 * @example
 * registerTensorFlowBackend({ cluster: clusterOfTfConfig(process.env.TF_CONFIG) });
 */
export function clusterOfTfConfig(text: string | undefined): Cluster | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const { cluster, task } = record(parse(text), "its value");
  if (cluster === undefined) return undefined;
  const jobs = record(cluster, "cluster");
  const { type, index } = record(task, "task");
  const job = trainingJobs.find((name) => name === type);
  if (job === undefined) {
    throw problem(`task.type is ${JSON.stringify(type)}`, `one of ${trainingJobs.join(", ")}`, "Start only these with this program.");
  }
  if (jobs["ps"] !== undefined) {
    throw problem("cluster has parameter servers (ps)", "workers only", "Describe the job without ps: every worker holds all parameters.");
  }
  const own = addressesOf(jobs, job);
  const place = Number(index);
  if (!Number.isInteger(place) || place < 0 || place >= own.length || index === "") {
    throw problem(
      `task.index is ${JSON.stringify(index)}`,
      `a whole number from 0 to ${own.length - 1}`,
      `cluster.${job} has ${own.length} addresses: number its tasks from 0.`,
    );
  }
  const before = trainingJobs.slice(0, trainingJobs.indexOf(job)).flatMap((name) => addressesOf(jobs, name));
  return { addresses: trainingJobs.flatMap((name) => addressesOf(jobs, name)), index: before.length + place };
}

function addressesOf(jobs: Readonly<Record<string, unknown>>, job: string): readonly string[] {
  const addresses = jobs[job] ?? [];
  if (Array.isArray(addresses) && addresses.every((address): address is string => typeof address === "string")) return addresses;
  throw problem(`cluster.${job} is ${JSON.stringify(addresses)}`, "a list of host:port", 'Write it as ["a:2222", "b:2222"].');
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw problem(
    `${what} is ${JSON.stringify(value)}`,
    "an object",
    'Write it as {"cluster": {"worker": […]}, "task": {"type": "worker", "index": 0}}.',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problem(`its value is ${JSON.stringify(text)}`, "JSON", "Mend it, or unset TF_CONFIG to run alone.");
  }
}

const problem = (came: string, expected: string, remedy: string): RangeError =>
  new RangeError(`[TF_CONFIG] ${came}, expected ${expected}. ${remedy}`);
