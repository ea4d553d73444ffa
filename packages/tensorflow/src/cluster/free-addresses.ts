import { createServer, type AddressInfo, type Server } from "node:net";

/**
 * Addresses for processes of one machine, `127.0.0.1:port`, at which nobody listens now.
 *
 * @example
 * const addresses = await freeAddresses(2); // for the option `cluster` of two processes
 */
export async function freeAddresses(count: number): Promise<readonly string[]> {
  // All are held before one is let go, so that none comes twice.
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const addresses = servers.map((server) => `${host}:${(server.address() as AddressInfo).port}`);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return addresses;
}

const host = "127.0.0.1";

const listen = (): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, host, () => {
      resolve(server);
    });
  });
