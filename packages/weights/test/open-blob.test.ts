import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { FetchError, openBlob, WeightsError, type BlobSource } from "@xception/weights";
import { openBlob as openBlobOrPath } from "@xception/weights/node";
import { afterEach, beforeAll, describe, expect, it } from "vitest";

import { byRange, refuse, serve, whole, type Answer, type FileServer } from "./http-server.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
const contentOf = async (blob: Blob): Promise<number[]> => [...new Uint8Array(await blob.arrayBuffer())];
const servers: FileServer[] = [];

async function start(answer: Answer): Promise<FileServer> {
  const server = await serve(answer);
  servers.push(server);
  return server;
}

async function errorOf(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => undefined,
    (error: unknown) => error,
  );
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe("openBlob", () => {
  it("gives a Blob back as it is", async () => {
    const blob = new Blob([bytes]);
    expect(await openBlob(blob)).toBe(blob);
  });

  it.each<[string, BlobSource]>([
    ["bytes", bytes],
    ["a buffer", bytes.buffer],
    ["a data address", `data:application/octet-stream;base64,${Buffer.from(bytes).toString("base64")}`],
  ])("opens %s", async (_what, source) => {
    expect(await contentOf(await openBlob(source))).toEqual([...bytes]);
  });

  it("asks a server for nothing but the ranges that are read", async () => {
    const server = await start(byRange(bytes));
    const blob = await openBlob(new URL(server.address));
    expect(blob.size).toBe(1000);
    expect(await contentOf(blob.slice(10, 20).slice(2, -3))).toEqual([12, 13, 14, 15, 16]);
    expect(server.ranges).toEqual(["bytes=0-0", "bytes=12-16"]);
  });

  it("gives slices of a remote file all of a Blob's ways to read", async () => {
    const blob = (await openBlob((await start(byRange(bytes))).address)).slice(65, 68, "text/plain");
    expect(await blob.text()).toBe("ABC");
    expect(await new Response(blob.stream()).text()).toBe("ABC");
    expect([...(await blob.bytes())]).toEqual([65, 66, 67]);
    expect(blob.type).toBe("text/plain");
    expect(await contentOf(blob.slice(2, 1))).toEqual([]);
  });

  it("fetches the whole file once from a server that knows no ranges", async () => {
    const server = await start(whole(bytes));
    const blob = await openBlob(server.address);
    expect(await contentOf(blob.slice(1, 3))).toEqual([1, 2]);
    expect(server.ranges).toEqual(["bytes=0-0"]);
  });

  it("fetches the whole file when the server hides its size", async () => {
    const server = await start((request, response) => {
      if (request.headers.range === undefined) response.writeHead(200).end(bytes);
      else response.writeHead(206).end(bytes.subarray(0, 1));
    });
    expect(await contentOf(await openBlob(server.address))).toEqual([...bytes]);
  });

  it.each([
    [404, "Check the address."],
    [403, "It needs a permission: download the file and open that."],
    [500, "Try again later."],
  ])("says what to do about an answer of %i", async (status, advice) => {
    const { address } = await start(refuse(status));
    const error = await errorOf(openBlob(address));
    expect(error).toBeInstanceOf(FetchError);
    expect(error).toMatchObject({
      status,
      url: address,
      message: `[openBlob] ${address} answered ${String(status)} instead of a file. ${advice}`,
    });
  });

  it("says that nobody answers", async () => {
    const server = await serve(whole(bytes));
    await server.close();
    const { address } = server;
    expect(await errorOf(openBlob(address))).toMatchObject({
      name: "FetchError",
      status: 0,
      message: `[openBlob] No answer from ${address}. Check the address and the connection; a page may only read other sites that allow it (CORS).`,
    });
  });

  it("says that a range was refused later", async () => {
    let requests = 0;
    const { address } = await start((request, response) => {
      if (requests++ === 0) byRange(bytes)(request, response);
      else refuse(503)(request, response);
    });
    const blob = await openBlob(address);
    expect(await errorOf(blob.slice(5, 9).arrayBuffer())).toMatchObject({
      name: "FetchError",
      status: 503,
      message: `[openBlob] ${address} answered 503 to a request for bytes=5-8; 206 was expected. Try again, or download the file and open that.`,
    });
  });

  it("says that a range came short", async () => {
    const { address } = await start((request, response) => {
      byRange(request.headers.range === "bytes=0-0" ? bytes : bytes.subarray(0, 500))(request, response);
    });
    const blob = await openBlob(address);
    expect(await errorOf(blob.slice(490, 510).arrayBuffer())).toMatchObject({
      name: "FetchError",
      message: `[openBlob] ${address} ended before the 20 bytes asked for had come. Try again.`,
    });
  });
});

describe("openBlob of /node", () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "weights-"));
    path = join(folder, "model #1.bin");
    await writeFile(path, bytes);
    return () => rm(folder, { recursive: true });
  });

  it("opens a path and a file address", async () => {
    expect(await contentOf((await openBlobOrPath(path)).slice(3, 5))).toEqual([3, 4]);
    expect(await contentOf((await openBlobOrPath(pathToFileURL(path))).slice(-2))).toEqual([...bytes.slice(-2)]);
    expect(await contentOf(await openBlobOrPath(pathToFileURL(path).href))).toEqual([...bytes]);
  });

  it("opens all that the main entry opens", async () => {
    expect(await contentOf(await openBlobOrPath(bytes))).toEqual([...bytes]);
    expect((await openBlobOrPath((await start(byRange(bytes))).address)).size).toBe(1000);
  });

  it("says that there is no such file, or that it is a folder", async () => {
    const missing = join(folder, "other.bin");
    expect(await errorOf(openBlobOrPath(missing))).toBeInstanceOf(WeightsError);
    await expect(openBlobOrPath(missing)).rejects.toThrow(`[openBlob] There is no file ${missing}. Check the path.`);
    await expect(openBlobOrPath(folder)).rejects.toThrow(`[openBlob] ${folder} is a folder; a file was expected. Name the file in it.`);
  });
});
