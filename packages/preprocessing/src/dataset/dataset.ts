// What training reads. Labels and sizes are known at once; an image is made when it is asked for, and the same one for the same index and epoch.

export interface Dataset {
  readonly length: number;
  /** [H, W, C] of every image */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** [length], index of each example's class */
  readonly labels: ArrayLike<number>;
  /** names of the classes, in order of their index */
  readonly classes: readonly string[];
  /**
   * @param index  0 ... length - 1
   * @param epoch  an augmented data set gives another view of the image in each epoch
   * @returns      [H, W, C]
   */
  get(index: number, epoch?: number): Float32Array | Promise<Float32Array>;
}
