// The page's build. Development reads the packages' sources; a build takes what they were built to, as anyone who installs them does.
import { defaultClientConditions, defineConfig, type Plugin } from "vite";

import { pageHeaders } from "./server/page-headers.js";

/**
 * TensorFlow.js starts wasm threads from the text of a function, which a minifier has cut off from a variable around it
 * ("e is not defined" in the threads, and a backend that never starts). The variable is of no use here, so its only reader goes.
 */
const threadsSurviveMinification = (): Plugin => ({
  name: "threads-survive-minification",
  transform: {
    filter: { id: /wasm-out\/tfjs-backend-wasm.*\.js/ },
    handler: (code) => ({ code: code.replace(`typeof _scriptDir !== "undefined" && _scriptDir`, "false"), map: null }),
  },
});

const minified = { minify: true } as const;

export default defineConfig(({ command }) => ({
  resolve: { conditions: [...(command === "serve" ? ["@xception/source"] : []), ...defaultClientConditions] },
  plugins: [threadsSurviveMinification()],
  worker: { format: "es", plugins: () => [threadsSurviveMinification()], rolldownOptions: { output: minified } },
  build: { target: "es2022", rolldownOptions: { output: minified } },
  // The worker's dependencies are looked for as the page's are, or the page would load again when they turn up.
  optimizeDeps: { entries: ["index.html", "src/engine/worker.ts"] },
  server: { headers: pageHeaders },
  preview: { headers: pageHeaders },
}));
