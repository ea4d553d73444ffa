// How much WebAssembly memory a process has, whoever made it: all that runs networks here keeps maps and weights in one.

/** @type {Set<WebAssembly.Memory>} */
const memories = new Set();

/** To be called before anything that makes a memory is loaded. */
export function watchMemory() {
  const { Memory, Instance, instantiate } = WebAssembly;
  /** @param {WebAssembly.Instance} instance */
  const note = ({ exports }) => {
    for (const value of Object.values(exports)) if (value instanceof Memory) memories.add(value);
  };
  WebAssembly.Memory = class extends Memory {
    /** @param {WebAssembly.MemoryDescriptor} descriptor */
    constructor(descriptor) {
      super(descriptor);
      memories.add(this);
    }
  };
  WebAssembly.Instance = class extends Instance {
    /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} [imports] */
    constructor(module, imports) {
      super(module, imports);
      note(this);
    }
  };
  /** @param {BufferSource & WebAssembly.Module} source @param {WebAssembly.Imports} [imports] */
  const watched = async (source, imports) => {
    const made = await instantiate(source, imports);
    note(made instanceof Instance ? made : made.instance);
    return made;
  };
  Object.assign(WebAssembly, { instantiate: watched });
}

/** Bytes of all memories by now. They never shrink, so that this is their peak. */
export const watchedBytes = () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
