// The command that mends each way in which TensorFlow can be missing.

interface Remedies {
  /** there is none */
  readonly absent: string;
  /** a path was named where there is none */
  readonly misnamed: string;
  /** it is there, and older than 2.12 */
  readonly old: string;
  /** it is there, and files of it are missing or cut short */
  readonly broken: string;
}

/**
 * @param machine   such as "linux x64"
 * @param installed the package that is there, by pip's name; undefined where that is not known
 */
export function remedies(machine = `${process.platform} ${process.arch}`, installed?: string): Remedies {
  // The package without CUDA's code exists for this kind of machine only.
  const isCommon = machine === "linux x64";
  const name = installed ?? (isCommon ? "tensorflow-cpu" : "tensorflow");
  const forCards = isCommon ? ", or for a graphics card pip install 'tensorflow[and-cuda]'" : "";
  return {
    absent: `Install it (pip install ${name}${forCards}), and point TENSORFLOW_PATH at the folder of that package where it is in no common place.`,
    misnamed: `Name the folder of Python's package, or no folder, so that it is looked for; where there is none, bring it: pip install ${name}`,
    old: `Bring a newer one: pip install --upgrade ${name}`,
    broken: `Bring it anew: pip install --force-reinstall ${name}`,
  };
}
