// The part of AssemblyScript's compiler that is used here. Its own declarations bring those of its standard library along, which would take
// the place of JavaScript's in the whole checkout: `[].at(0)` would never be undefined.
declare module "assemblyscript/asc" {
  const asc: {
    compileString(
      source: string,
      options: Readonly<Record<string, unknown>>,
    ): Promise<{ readonly error: Error | null; readonly binary: Uint8Array | null }>;
  };
  export default asc;
}
