import { defineConfig, type Options } from "tsup";

/** What every package's build shares: ES modules with declarations, for Node 20 and current browsers. */
export const library = (options: Options): ReturnType<typeof defineConfig> =>
  defineConfig({
    format: "esm",
    target: "es2022",
    platform: "neutral",
    dts: true,
    clean: true,
    sourcemap: true,
    treeshake: true,
    ...options,
  });
