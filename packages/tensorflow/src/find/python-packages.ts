// Where Python keeps packages: the active environment's folder, and where the `python3` of the path would look.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The `site-packages` folders of a Python environment such as a venv or conda's; none where there is no environment. */
export function sitePackages(environment: string | undefined): string[] {
  if (environment === undefined || environment === "") return [];
  const libraries = join(environment, "lib");
  if (!existsSync(libraries)) return [];
  return readdirSync(libraries)
    .filter((name) => /^python3\.\d+$/.test(name))
    .flatMap((name) => [join(libraries, name, "site-packages"), join(libraries, name, "dist-packages")])
    .filter((folder) => existsSync(folder));
}

/** The folder of the package `tensorflow` that `python3` would import, without importing it; none where there is none. */
export function pythonsTensorFlow(python = "python3"): string[] {
  const script = "import importlib.util as u; s = u.find_spec('tensorflow'); print(s.submodule_search_locations[0] if s else '')";
  const { status, stdout } = spawnSync(python, ["-c", script], { encoding: "utf8", timeout: 20_000 });
  const folder = status === 0 ? stdout.trim() : "";
  return folder === "" ? [] : [folder];
}
