// Each distinct unit of Xception at 299 px: TensorFlow.js' kernels for wasm and ours, in turns in one process, and the rate of one
// multiplication of matrices beside them. Run: pnpm --filter @xception/separable-conv bench:units [--batches 1] [--rounds 15] [--json]
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { registerWasmKernels } from "@xception/separable-conv/wasm";
import { benchOptions, createMatrixProduct, createReport, interleave, kernelSets } from "@xception/testing/bench";

import { units } from "./xception-units.js";

const options = benchOptions({ batches: "1", rounds: "15" });
const report = createReport("Units of Xception at 299 px on wasm, one thread; ms are medians of runs in turns", options);
const product = await createMatrixProduct();
await tf.setBackend("wasm");
const kernels = await kernelSets("wasm", registerWasmKernels);

for (const batch of options.batches.map(Number)) await compare(batch);
report.finish();

/** @param {number} batch */
async function compare(batch) {
  const rounds = Number(options.rounds[0]);
  const total = { stock: 0, ours: 0, operations: 0, atPeak: 0 };
  const rate = (/** @type {number} */ operations, /** @type {number} */ ms) => operations / ms / 1e6;
  for (const { name, times, input, multiplyAdds, weights, run } of units) {
    const x = /** @type {tf.Tensor4D} */ (tf.randomUniform([batch, ...input], -1, 1, "float32", 1));
    const tensors = weights.map((shape, index) => tf.randomUniform([...shape], -0.1, 0.1, "float32", index + 2));
    const work = () => {
      tf.dispose(tf.tidy(() => run(x, tensors)));
    };
    /** Both find their data in the cache as their own run left it, not one as the other's. @param {() => void} place */
    const warm = (place) => () => {
      place();
      work();
    };
    const measured = await interleave(
      [
        { name: "stock", before: warm(kernels.stock), run: work },
        { name: "ours", before: warm(kernels.ours), run: work },
        { name: "yardstick", run: product.run },
      ],
      { rounds, pause: 0 },
    );
    const median = (/** @type {string} */ who) => measured.get(who)?.median ?? NaN;
    const operations = 2 * batch * multiplyAdds;
    const peak = rate(product.operations, median("yardstick"));
    report.add({
      unit: name,
      batch,
      input: input.join("x"),
      output: weights.length > 1 ? (weights.at(-1)?.[0] ?? null) : null,
      count: times,
      "TensorFlow.js, ms": median("stock"),
      "our kernels, ms": median("ours"),
      times: median("stock") / median("ours"),
      "GFLOP/s": operations > 0 ? rate(operations, median("ours")) : null,
      "share of the product's": operations > 0 ? rate(operations, median("ours")) / peak : null,
    });
    total.stock += times * median("stock");
    total.ours += times * median("ours");
    total.operations += times * operations;
    total.atPeak += (times * operations) / peak / 1e6;
    tf.dispose([x, ...tensors]);
  }
  report.add({
    unit: "all, as often as they are there",
    batch,
    count: units.reduce((sum, { times }) => sum + times, 0),
    "TensorFlow.js, ms": total.stock,
    "our kernels, ms": total.ours,
    times: total.stock / total.ours,
    "GFLOP/s": rate(total.operations, total.ours),
    "share of the product's": total.atPeak / total.ours,
  });
  report.add({
    unit: `product of matrices, ${product.relaxed ? "relaxed SIMD" : "SIMD"}`,
    batch,
    "GFLOP/s": rate(total.operations, total.atPeak),
  });
}
