// Several processes as one cluster, by TensorFlow's own collective operations.
import * as tf from "@tensorflow/tfjs-core";
import { clusterOfTfConfig, joinWorkers, registerTensorFlowBackend, startTensorFlow, type Cluster } from "@xception/tensorflow";
import { beforeEach, describe, expect, it } from "vitest";

import { missingTensorFlow } from "./missing-tensorflow.ts";
import { startWorkers } from "./workers/start-workers.ts";

const reason = missingTensorFlow();

describe("workers", () => {
  beforeEach(({ skip }) => {
    skip(reason !== undefined, reason);
  });

  it("sum, average, broadcast and gather, at once and within a traced function", async () => {
    const results = await startWorkers(2, "work", 100);
    const expected = {
      sum: [3, 4],
      whole: [1, 2 ** 25 + 2],
      mean: [1.5, 2],
      broadcast: [1, 2],
      rounds: [
        [
          [3, 4],
          [5, 8],
          [1, 2],
        ],
        [
          [5, 6],
          [13, 18],
          [2, 3],
        ],
      ],
      gathered: [
        [0.1, 1e300],
        [1.1, 1e300],
      ],
      shared: "from the first",
      nothing: 0,
      both: [[2], [4]],
      beside: {
        takesTensors: false,
        sum: [2, 4],
        gathered: [[0], [1]],
        refused:
          "[joinWorkers] mean came with a tensor of the backend another, expected one of tensorflow. Take numbers from it, and sumNumbers.",
      },
    };
    expect(results.map(({ said }) => said)).toEqual([expected, expected]);
  });

  it("learn by an error of its own kind that one of them is lost", async () => {
    const [first, lost] = await startWorkers(2, "lost", 20);
    expect(lost).toEqual({ said: undefined, signal: "SIGKILL" });
    expect((first?.said as { readonly lost: string }).lost).toMatch(
      /^\[tensorflow\] traced_function_\d+ ended with (UNAVAILABLE|DEADLINE_EXCEEDED|INTERNAL|ABORTED): .+ Another worker was lost, or is too slow: start all of them again from the last checkpoint, or allow more time\.$/,
    );
  });

  it("are one where TensorFlow was started without a cluster", async () => {
    registerTensorFlowBackend({ threads: 1 });
    await tf.setBackend("tensorflow");
    const workers = joinWorkers();
    expect([workers.count, workers.index]).toEqual([1, 0]);
    const x = tf.tensor1d([1, 2]);
    for (const alone of [workers.sum(x), workers.mean(x), workers.broadcast(x)]) expect([...alone.dataSync()]).toEqual([1, 2]);
    expect([...(await workers.sumNumbers(Float32Array.of(3)))]).toEqual([3]);
    expect(await workers.gather(Float64Array.of(0.1))).toEqual([Float64Array.of(0.1)]);
    expect(await workers.share(Uint8Array.of(7))).toEqual(Uint8Array.of(7));
    expect(() => startTensorFlow({ cluster: { addresses: ["a:1", "b:1"], index: 0 } })).toThrow(
      "[startTensorFlow] a cluster came, but TensorFlow runs in this process already without it, expected it at the first start. Start with the cluster before anything else uses TensorFlow.",
    );
  });
});

it.each<[Cluster, string]>([
  [
    { addresses: ["here"], index: 0 },
    '[startTensorFlow] a worker\'s address came as "here", expected host:port. Write it so, such as worker-0:2222.',
  ],
  [
    { addresses: ["a:1", "a:1"], index: 0 },
    "[startTensorFlow] the address a:1 came for two workers, expected one each. Give each its own port.",
  ],
  [
    { addresses: ["a:1", "b:1"], index: 2 },
    "[startTensorFlow] the worker's index came as 2 with 2 addresses, expected a whole number from 0 to 1. Give each worker its place in the list.",
  ],
  [
    { addresses: ["a:1"], index: 0, timeoutSeconds: 0 },
    "[startTensorFlow] timeoutSeconds came as 0, expected a whole number above 0. Leave it out for 30.",
  ],
])("a cluster that cannot be is refused before anything starts: %j", (cluster, sentence) => {
  expect(() => startTensorFlow({ path: "/nowhere", cluster })).toThrow(sentence);
});

describe("TF_CONFIG", () => {
  it("gives the workers in order, the chief first", () => {
    const cluster = { chief: ["c:1"], worker: ["a:1", "b:1"], evaluator: ["e:1"] };
    const of = (type: string, index: number | string): Cluster | undefined =>
      clusterOfTfConfig(JSON.stringify({ cluster, task: { type, index }, environment: "cloud" }));
    expect(of("chief", 0)).toEqual({ addresses: ["c:1", "a:1", "b:1"], index: 0 });
    expect(of("worker", "1")).toEqual({ addresses: ["c:1", "a:1", "b:1"], index: 2 });
  });

  it("of a process that runs alone is no cluster", () => {
    expect([clusterOfTfConfig(undefined), clusterOfTfConfig(" "), clusterOfTfConfig("{}")]).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ["{", '[TF_CONFIG] its value is "{", expected JSON. Mend it, or unset TF_CONFIG to run alone.'],
    ["[]", "[TF_CONFIG] its value is [], expected an object."],
    ['{"cluster":{"worker":["a:1"]}}', "[TF_CONFIG] task is undefined, expected an object."],
    [
      '{"cluster":{"worker":["a:1"]},"task":{"type":"evaluator","index":0}}',
      '[TF_CONFIG] task.type is "evaluator", expected one of chief, master, worker. Start only these with this program.',
    ],
    [
      '{"cluster":{"worker":["a:1"],"ps":["p:1"]},"task":{"type":"worker","index":0}}',
      "[TF_CONFIG] cluster has parameter servers (ps), expected workers only. Describe the job without ps: every worker holds all parameters.",
    ],
    [
      '{"cluster":{"worker":["a:1"]},"task":{"type":"worker","index":1}}',
      "[TF_CONFIG] task.index is 1, expected a whole number from 0 to 0. cluster.worker has 1 addresses: number its tasks from 0.",
    ],
    [
      '{"cluster":{"worker":"a:1"},"task":{"type":"worker","index":0}}',
      '[TF_CONFIG] cluster.worker is "a:1", expected a list of host:port. Write it as ["a:2222", "b:2222"].',
    ],
  ])("that cannot be read is refused: %s", (text, sentence) => {
    expect(() => clusterOfTfConfig(text)).toThrow(sentence);
  });
});
