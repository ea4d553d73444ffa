import { describe, expect, it } from "vitest";

import { command } from "./command.ts";

describe("the command line", () => {
  it("prints help on stdout and ends with 0", async () => {
    const { status, out, error } = await command(["--help"]);
    expect({ status, error }).toEqual({ status: 0, error: "" });
    for (const name of ["predict", "train", "evaluate", "summary", "convert", "benchmark", "doctor"]) expect(out).toContain(`\n  ${name} `);
    expect((await command(["predict", "--help"])).out).toContain("--resize <method>");
  });

  it("prints its version", async () => {
    expect(await command(["--version"])).toMatchObject({ status: 0, out: "0.1.0\n" });
  });

  it.each([
    [[], /\[xception\] a command is missing\. Name one of those above\.\n$/],
    [["predct"], /^\[xception\] there is no command predct\. Did you mean predict\?\n$/],
    [["fly"], /^\[xception\] there is no command fly\. Run `xception --help` to see what it takes\.\n$/],
    [["predict"], /^\[predict\] IMAGE is missing\. Run `xception predict --help` to see what it takes\.\n$/],
    [["predict", "a.jpg"], /^\[predict\] --weights is missing: the file of a model \(.*\)\. Name one\.\n$/],
    [["predict", "a.jpg", "--wieghts", "b"], /^\[predict\] there is no option --wieghts\. Did you mean --weights\?\n$/],
    [["predict", "a.jpg", "--fly"], /^\[predict\] there is no option --fly\. Run `xception predict --help` to see what it takes\.\n$/],
    [["predict", "a.jpg", "--weights"], /^\[predict\] --weights <file> came without its value\. Give it one\.\n$/],
    [["predict", "a.jpg", "--size", "big"], /^\[xception\] --size came as "big", but a whole number from 1 was expected\. Give one\.\n$/],
    [["predict", "a.jpg", "--size", "0"], /^\[xception\] --size came as "0", but a whole number from 1 was expected\. Give one\.\n$/],
    [["predict", "a.jpg", "--resize", "magic"], /^\[xception\] --resize came as "magic"\. Choose one of nearest, bilinear, bicubic\.\n$/],
    [
      ["predict", "a.jpg", "--backend", "abacus"],
      /^\[xception\] --backend came as "abacus"\. Choose one of cpu, wasm, webgpu, tensorflow.*\.\n$/,
    ],
    [
      ["doctor", "now"],
      /^\[doctor\] too many arguments for 'doctor'\. Expected 0 arguments but got 1\. Run `xception doctor --help` .*\n$/,
    ],
    [["summary"], /^\[summary\] neither a file nor --variant came, but one of them was expected\. .*\n$/],
    [["evaluate"], /^\[evaluate\] --data is missing: a folder with one folder of images a class\. Name it, or mnist\.\n$/],
    [["evaluate", "--data", "mnist"], /^\[evaluate\] --weights is missing: .*\n$/],
    [
      ["convert", "a.h5", "b.onnx"],
      /^\[convert\] OUT came as b\.onnx, but a name that ends with \.safetensors was expected\. Name it so\.\n$/,
    ],
  ])("answers %j with one sentence on stderr and 2", async (argv, sentence) => {
    const { status, out, error } = await command(argv);
    expect(error).toMatch(sentence);
    expect({ status, out }).toEqual({ status: 2, out: "" });
  });

  it("prints the stack of an error with --verbose only", async () => {
    expect((await command(["summary", "absent.h5"])).error).not.toContain("    at ");
    expect((await command(["summary", "absent.h5", "--verbose"])).error).toContain("    at ");
  });
});
