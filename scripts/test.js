// npm test: on a machine with only Node and npm, installs, builds, and runs every test on the sources, then on what was built.
// Arguments go to vitest: npm test -- packages/network. CI=true turns every skip into a failure.
import { install, pnpm } from "./pnpm.js";

const filters = process.argv.slice(2);

install();
pnpm(["run", "build"]);
pnpm(["exec", "vitest", "run", ...filters]);
