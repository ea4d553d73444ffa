import { existsSync } from "node:fs";

import { defineConfig } from "vitest/config";

// TEST_BUILT=1 runs the same tests on what tsup built: packages then resolve to dist/ as they do for those who install them.
const conditions = process.env["TEST_BUILT"] ? [] : ["@xception/source"];
// Debian's chromium brings SwiftShader, a Vulkan driver in software, which gives Node a WebGPU adapter without a GPU.
const swiftShader = "/usr/lib/chromium/vk_swiftshader_icd.json";
const vulkan = process.env["VK_ICD_FILENAMES"] ?? (existsSync(swiftShader) ? swiftShader : undefined);

// Where scripts/tensorflow.sh puts TensorFlow; without it, it is looked for where Python has it.
const tensorflowFolder = new URL(".cache/tensorflow", import.meta.url).pathname;
const tensorflow = process.env["TENSORFLOW_PATH"] ?? (existsSync(tensorflowFolder) ? tensorflowFolder : undefined);

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["./vitest.setup.ts"],
    env: {
      ...(vulkan === undefined ? {} : { VK_ICD_FILENAMES: vulkan }),
      ...(tensorflow === undefined ? {} : { TENSORFLOW_PATH: tensorflow }),
    },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
