import { createServer, type AddressInfo, type Server } from "node:net";

/** Ports of this machine that nobody listens at, each once. */
export async function freePorts(count: number): Promise<readonly number[]> {
  // All are held before one is let go, so that none comes twice.
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const listen = (): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      resolve(server);
    });
  });
