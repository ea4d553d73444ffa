import { provideBackends } from "@xception/testing";

// Loaded on first use: most test files need no backend.
provideBackends(async (name) => {
  const { startBackend } = await import("@xception/backends/node");
  await startBackend(name as Parameters<typeof startBackend>[0]);
});
