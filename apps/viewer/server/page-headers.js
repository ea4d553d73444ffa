// The headers that every answer needs: they isolate the page from other origins, which is what lets WebAssembly use threads.

/** What the page and everything it loads is served with, here and by vite. */
export const pageHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};
