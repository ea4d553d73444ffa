export { startBackend } from "./start-backend.ts";
