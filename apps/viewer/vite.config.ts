// The page's build. Development reads the packages' sources; a build takes what they were built to, as anyone who installs them does.
import { defaultClientConditions, defineConfig } from "vite";

import { pageHeaders } from "./server/page-headers.js";

const minified = { minify: true } as const;

export default defineConfig(({ command }) => ({
  resolve: { conditions: [...(command === "serve" ? ["@xception/source"] : []), ...defaultClientConditions] },
  worker: { format: "es", rolldownOptions: { output: minified } },
  build: { target: "es2022", rolldownOptions: { output: minified } },
  // The worker's dependencies are looked for as the page's are, or the page would load again when they turn up.
  optimizeDeps: { entries: ["index.html", "src/engine/worker.ts"] },
  server: { headers: pageHeaders },
  preview: { headers: pageHeaders },
}));
