import { library } from "../../tsup.config.base.ts";

export default library({
  entry: [
    "src/index.ts",
    "src/kernels/cpu/index.ts",
    "src/kernels/wasm/index.ts",
    "src/wasm/index.ts",
    "src/kernels/webgpu/index.ts",
    "src/kernels/tensorflow/index.ts",
  ],
});
