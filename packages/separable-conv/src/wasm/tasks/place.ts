/** Where the pixels of an image lie: the address of the first, and bytes from pixel to pixel, so that a map may lie within a wider one. */
export interface Place {
  readonly at: number;
  readonly pitch: number;
}
