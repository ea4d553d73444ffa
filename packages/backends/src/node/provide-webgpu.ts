// WebGPU in Node: the npm package `webgpu` is Dawn, Chromium's implementation, on the machine's Vulkan, Metal or Direct3D driver.
import { BackendError } from "../backend-error.ts";

/**
 * Puts `navigator.gpu` and WebGPU's constants in place, as a page has them.
 *
 * @throws BackendError where the package `webgpu` is missing or no driver answers
 */
export async function provideWebgpu(): Promise<void> {
  if ((globalThis.navigator as Navigator | undefined)?.gpu) return;
  const { create, globals } = await import("webgpu").catch((cause: unknown) => {
    throw new BackendError("webgpu in Node needs the package `webgpu`.", "Install it: npm install webgpu", { cause });
  });
  const gpu = create([]);
  if (!(await gpu.requestAdapter())) {
    throw new BackendError(
      "webgpu found no graphics driver.",
      "Install a Vulkan driver, or point VK_ICD_FILENAMES at one (Debian: apt install chromium, then /usr/lib/chromium/vk_swiftshader_icd.json).",
    );
  }
  Object.assign(globalThis, globals);
  const navigator = Object.assign(Object.create((globalThis.navigator as Navigator | undefined) ?? {}) as object, { gpu });
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true, writable: true });
}
