export { describeBackends, provideBackends, type StartBackend } from "./describe-backends.ts";
