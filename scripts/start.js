// npm start: on a machine with only Node and npm, does the main job. Installs, builds, trains a small Xception on MNIST,
// evaluates it on the test images, writes the model and a report, and opens the viewer on it.
// --no-serve ends after the report; everything else goes to `xception train`: npm start -- --epochs=1
import { install, pnpm, root } from "./pnpm.js";

const started = performance.now();
const args = process.argv.slice(2);
const serve = !args.includes("--no-serve");
const overrides = args.filter((argument) => argument !== "--no-serve");
const out = "runs/mnist";

install();
pnpm(["run", "build", "--output-logs=errors-only"]);
pnpm(["--silent", "run", "xception", "train", "mnist", "--out", out, "--force", ...overrides]);
console.log(`Done in ${Math.round((performance.now() - started) / 1000)} s, installation and build included.`);

if (serve) {
  /** @type {typeof import("../apps/viewer/server/serve.js")} */
  const { serveViewer } = await import("../apps/viewer/server/serve.js");
  const { address } = await serveViewer({ model: `${root}${out}/model.safetensors` });
  console.log(`The viewer, opened on the model: ${address}\nCtrl-C ends it.`);
}
