import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { serveViewer } from "../server/serve.js";

const command = fileURLToPath(new URL("../server/serve.js", import.meta.url));
const model = join(mkdtempSync(join(tmpdir(), "viewer-")), "my model.safetensors");
writeFileSync(model, "0123456789");

describe("serveViewer", () => {
  let served: Awaited<ReturnType<typeof serveViewer>>;
  let origin: string;
  beforeAll(async () => {
    served = await serveViewer({ model, port: 0 });
    origin = new URL(served.address).origin;
  });
  afterAll(() => served.close());

  const ask = (range?: string, method = "GET"): Promise<Response> =>
    fetch(`${origin}/models/my%20model.safetensors`, { method, headers: range === undefined ? {} : { Range: range } });

  it("opens the page on the model", () => {
    expect(served.address).toBe(`${origin}/?model=/models/my%20model.safetensors`);
  });

  it.each(["/", "/models/my%20model.safetensors"])("isolates %s from other origins, which threads need", async (path) => {
    const { headers } = await fetch(origin + path);
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
  });

  it("sends the model whole", async () => {
    const response = await ask();
    expect([response.status, response.headers.get("accept-ranges"), await response.text()]).toEqual([200, "bytes", "0123456789"]);
  });

  it.each([
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=8-99", "89", "bytes 8-9/10"],
  ])("sends %s of it", async (range, text, sent) => {
    const response = await ask(range);
    expect([response.status, response.headers.get("content-range"), await response.text()]).toEqual([206, sent, text]);
  });

  it("refuses a range past its end", async () => {
    const response = await ask("bytes=10-");
    expect([response.status, response.headers.get("content-range")]).toEqual([416, "bytes */10"]);
  });

  it("answers HEAD with the length alone", async () => {
    const response = await ask(undefined, "HEAD");
    expect([response.headers.get("content-length"), await response.text()]).toEqual(["10", ""]);
  });

  it("serves no other file of the model's folder", async () => {
    expect((await fetch(`${origin}/models/other.safetensors`)).status).toBe(404);
    expect((await fetch(`${origin}/models/..%2Fserver%2Fserve.js`)).status).toBe(404);
  });

  it("refuses a model that does not exist", async () => {
    await expect(serveViewer({ model: "none.keras", port: 0 })).rejects.toThrow(
      "[serveViewer] there is no model file none.keras. Pass the path of a .safetensors, .keras or .h5 file.",
    );
  });

  it("says that a port is taken", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    await expect(serveViewer({ port })).rejects.toThrow(
      `[serveViewer] port ${port} of 127.0.0.1 is taken. Choose another: --port 0 takes any free one.`,
    );
    holder.close();
  });
});

describe("node server/serve.js", () => {
  it.each([
    [["--modle", "x"], "[serve] Unknown option '--modle'. Use it so: node server/serve.js [--model FILE] [--port N] [--host ADDRESS]\n"],
    [["--port", "abc"], '[serve] --port is "abc". Give a number from 0 to 65535.\n'],
    [["--model", "none.h5"], "[serveViewer] there is no model file none.h5. Pass the path of a .safetensors, .keras or .h5 file.\n"],
  ])("ends %j with one sentence and status 2", (args, sentence) => {
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
    expect([status, stderr]).toEqual([2, sentence]);
  });
});
