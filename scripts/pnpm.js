// Runs pnpm at the version that package.json pins: the one on the machine if it is that one, else brought by npx.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const { packageManager } = /** @type {{ packageManager: string }} */ (JSON.parse(readFileSync(`${root}package.json`, "utf8")));
const wanted = packageManager.split("@")[1];
const shell = process.platform === "win32";

/** Whether the machine's own pnpm is the pinned one. */
function isInstalled() {
  const { status, stdout } = spawnSync("pnpm", ["--version"], { cwd: root, encoding: "utf8", shell });
  return status === 0 && stdout.trim() === wanted;
}

/** The program and first arguments that run the pinned pnpm. */
export const pnpmCommand = isInstalled() ? ["pnpm"] : ["npx", "--yes", packageManager];

/**
 * Runs pnpm in the root of the checkout, its output on this process' own, and ends this process where pnpm fails.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment] added to this process' environment
 */
export function pnpm(args, environment) {
  const [program = "pnpm", ...first] = pnpmCommand;
  const { status } = spawnSync(program, [...first, ...args], {
    cwd: root,
    stdio: "inherit",
    shell,
    env: { ...process.env, ...environment },
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs what pnpm-lock.yaml says, to the letter. */
export function install() {
  pnpm(["install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn"]);
}
