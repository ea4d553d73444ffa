// vite turns such an import into the address of the file.
declare module "*.wasm?url" {
  const url: string;
  export default url;
}
