// TensorFlow.js' own tests of its operations, against our kernels and gradients.
import { describeBackends } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { leftOut } from "./stock/left-out.ts";
import { loadStockTests } from "./stock/load-stock-tests.ts";

const files = [
  ...["conv2d", "conv2d_separable", "depthwise_conv2d", "conv2d_transpose", "batchnorm", "max_pool", "avg_pool", "pool", "mat_mul"],
  ...["fused/fused_conv2d", "fused/fused_depthwise_conv2d", "fused/fused_mat_mul"],
];

describeBackends("TensorFlow.js' own tests", (backend) => {
  const titles = new Set<string>();
  describe.each(files)("%s", (file) => {
    loadStockTests(`${file}_test.js`, leftOut[backend] ?? {}, titles);
  });
  it("include all that are left out", () => {
    expect([...titles]).toEqual(expect.arrayContaining(Object.keys(leftOut[backend] ?? {})));
  });
});
