import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { findTensorFlow } from "./find-tensorflow.ts";
import { remedies } from "./remedies.ts";
import { TensorFlowMissingError } from "./tensorflow-missing-error.ts";

const { absent, misnamed, old, broken } = remedies();
const library = "libtensorflow_cc.so.2";
const nowhere = { environment: {}, python: "/no/python", commonPlaces: [] };
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "xception-find-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An empty file at a path under the folder. */
function put(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  return file;
}

it.each([[["tensorflow", library]], [["lib", "libtensorflow.so.2"]], [[library]], [["tensorflow", "libtensorflow_cc.2.dylib"]]])(
  "finds %j in the folder that it is given",
  (path) => {
    const file = put(...path);
    expect(findTensorFlow(folder, nowhere)).toEqual({ file, by: "the option `path`", companions: [] });
    expect(findTensorFlow(file, nowhere).file).toBe(file);
  },
);

it("takes the environment's TENSORFLOW_PATH before the active environment, and that before what Python would import", () => {
  const file = put("named", library);
  const active = put("venv", "lib", "python3.12", "site-packages", "tensorflow", library);
  const imported = put("imported", library);
  const python = join(folder, "python");
  writeFileSync(python, `#!/bin/sh\necho ${dirname(imported)}\n`);
  chmodSync(python, 0o755);
  const environment = { TENSORFLOW_PATH: dirname(file), VIRTUAL_ENV: join(folder, "venv") };
  const found = (more: object): string[] => {
    const { file: path, by } = findTensorFlow(undefined, { ...nowhere, python, ...more });
    return [path, by];
  };
  expect(found({ environment })).toEqual([file, "TENSORFLOW_PATH"]);
  expect(found({ environment: { VIRTUAL_ENV: environment.VIRTUAL_ENV } })).toEqual([active, "VIRTUAL_ENV"]);
  expect(found({ environment: { CONDA_PREFIX: environment.VIRTUAL_ENV } })).toEqual([active, "CONDA_PREFIX"]);
  expect(found({})).toEqual([imported, "python3"]);
  expect(found({ python: "/no/python", commonPlaces: [dirname(file)] })).toEqual([file, "a common place"]);
});

it("brings CUDA's libraries that lie beside TensorFlow", () => {
  const file = put("site-packages", "tensorflow", library);
  const cublas = put("site-packages", "nvidia", "cublas", "lib", "libcublas.so.12");
  const cudnn = put("site-packages", "nvidia", "cudnn", "lib", "libcudnn.so.9");
  put("site-packages", "nvidia", "cudnn", "lib", "readme.txt");
  expect(findTensorFlow(join(folder, "site-packages"), nowhere)).toMatchObject({ file, companions: [cublas, cudnn] });
});

it("says where it looked, and how TensorFlow is brought", () => {
  expect(() => findTensorFlow("/no/folder", nowhere)).toThrow(
    new TensorFlowMissingError("the option `path` names /no/folder, where there is no library of TensorFlow.", misnamed),
  );
  expect(() => findTensorFlow(undefined, { ...nowhere, environment: { TENSORFLOW_PATH: folder } })).toThrow(
    `[findTensorFlow] TENSORFLOW_PATH names ${folder}, where there is no library of TensorFlow. ${misnamed}`,
  );
  expect(() => findTensorFlow(undefined, nowhere)).toThrow(
    `[findTensorFlow] there is no TensorFlow in the active Python environment, where python3 looks, or in the common places. ${absent}`,
  );
});

it("names the version of a TensorFlow that is too old, and looks for another first", () => {
  const packages = ["venv", "lib", "python3.10", "site-packages"];
  put(...packages, "tensorflow", "libtensorflow_framework.so.2");
  put(...packages, "tensorflow_cpu-2.11.1.dist-info", "METADATA");
  put(...packages, "tensorflow_estimator-2.11.0.dist-info", "METADATA");
  const tensorflow = join(folder, ...packages, "tensorflow");
  const sentence = `[findTensorFlow] ${tensorflow} is TensorFlow 2.11.1; 2.12 is the oldest that works. ${old}`;
  expect(() => findTensorFlow(tensorflow, nowhere)).toThrow(sentence);
  const surroundings = { ...nowhere, environment: { VIRTUAL_ENV: join(folder, "venv") } };
  expect(() => findTensorFlow(undefined, surroundings)).toThrow(sentence);
  const file = put("other", library);
  expect(findTensorFlow(undefined, { ...surroundings, commonPlaces: [dirname(file)] }).file).toBe(file);
});

it("says of a TensorFlow without its library that it was not installed to the end", () => {
  const tensorflow = dirname(put("site-packages", "tensorflow", "libtensorflow_framework.so.2"));
  expect(() => findTensorFlow(tensorflow, nowhere)).toThrow(
    `[findTensorFlow] TensorFlow in ${tensorflow} has no libtensorflow_cc: it is older than 2.12, or was not installed to the end. ${broken}`,
  );
  put("site-packages", "tensorflow-2.20.0.dist-info", "METADATA");
  expect(() => findTensorFlow(join(folder, "site-packages"), nowhere)).toThrow(
    `[findTensorFlow] TensorFlow 2.20.0 in ${tensorflow} has no libtensorflow_cc: it was not installed to the end. ${remedies(undefined, "tensorflow").broken}`,
  );
});

it("advises the package that there is for the machine", () => {
  expect(remedies("linux x64").absent).toBe(
    "Install it (pip install tensorflow-cpu, or for a graphics card pip install 'tensorflow[and-cuda]'), and point TENSORFLOW_PATH at the folder of that package where it is in no common place.",
  );
  expect(remedies("linux arm64").absent).toMatch(/^Install it \(pip install tensorflow\), and point/);
  expect(remedies("darwin arm64", "tensorflow-macos").old).toBe("Bring a newer one: pip install --upgrade tensorflow-macos");
});
