// What `npm publish` would send, installed as a user installs it: every public package's tarball in an empty project of its own,
// with nothing of this checkout in reach.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { pnpmCommand, root } from "../scripts/pnpm.js";

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const run = promisify(execFile);
const folders = ["packages", "apps"];
const manifests: (Manifest & { readonly folder: string })[] = [];
for (const folder of folders) {
  for (const name of await readdir(join(root, folder))) {
    const path = join(root, folder, name, "package.json");
    if (!existsSync(path)) continue;
    const manifest = JSON.parse(await readFile(path, "utf8")) as Manifest;
    if (manifest.private !== true) manifests.push({ ...manifest, folder: join(root, folder, name) });
  }
}

const pnpm = async (cwd: string, ...args: string[]): Promise<string> => {
  const [program = "pnpm", ...first] = pnpmCommand;
  const { stdout } = await run(program, [...first, ...args], { cwd, maxBuffer: 1 << 24 });
  return stdout;
};

describe("a packed package", () => {
  let place = "";
  const tarballs = new Map<string, string>();

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), "xception-packing-"));
    for (const { name, folder } of manifests) {
      if (!existsSync(join(folder, "dist"))) throw new Error(`${name} is not built: run pnpm build first`);
      const packed = JSON.parse(await pnpm(folder, "pack", "--json", "--pack-destination", place)) as { filename: string };
      tarballs.set(name, packed.filename);
    }
  }, 120_000);
  afterAll(() => rm(place, { recursive: true, force: true }));

  /** An empty project that depends on one package of this house alone; the others it needs come from their tarballs too. */
  const install = async (name: string): Promise<string> => {
    const project = join(place, name.replace("/", "-"));
    await mkdir(project, { recursive: true });
    const files = Object.fromEntries([...tarballs].map(([other, path]) => [other, `file:${path}`]));
    const manifest = { name: "empty", private: true, type: "module", dependencies: { [name]: files[name] }, pnpm: { overrides: files } };
    await writeFile(join(project, "package.json"), JSON.stringify(manifest));
    await pnpm(project, "install", "--ignore-workspace", "--prefer-offline", "--ignore-scripts", "--reporter=silent");
    return project;
  };

  it.each(manifests.map(({ name }) => name))(
    "%s installs into an empty project and gives its public names",
    async (name) => {
      const manifest = manifests.find((candidate) => candidate.name === name);
      const project = await install(name);
      for (const [command, file] of Object.entries(manifest?.bin ?? {})) {
        const { stdout } = await run(process.execPath, [join(project, "node_modules", name, file), "--help"], { cwd: project });
        expect(stdout).toContain(`Usage: ${command}`);
      }
      const names: Record<string, string[]> = {};
      for (const subpath of Object.keys(manifest?.exports ?? {})) {
        const specifier = join(name, subpath);
        const script = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(specifier)})).sort()))`;
        const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: project });
        names[specifier] = JSON.parse(stdout) as string[];
      }
      expect(names).toMatchSnapshot();
    },
    120_000,
  );

  it.each(manifests.map(({ name }) => name))("%s holds what runs and nothing else", async (name) => {
    const { stdout } = await run("tar", ["--list", "--file", tarballs.get(name) ?? ""]);
    const stray = stdout
      .split("\n")
      .filter((path) => path !== "" && !/^package\/(package\.json|README\.md|LICENSE|(dist|bin)\/.+)$/.test(path));
    expect(stray).toEqual([]);
    expect(stdout).toContain("package/README.md");
    expect(stdout).toContain("package/LICENSE");
  });
});
