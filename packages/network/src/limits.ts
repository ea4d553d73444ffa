// What a network may ask for at most. A network may come from a file that a stranger wrote: it must not exhaust memory before it is looked at.

/** Nodes in a network. Xception has 134, ResNet-152 about 520. */
export const maximumNodes = 10_000;

/** Length of a name. Keras' longest nested names stay below 100 characters. */
export const maximumNameLength = 500;

/** Values in one array, a parameter or what a node gives for one image: 1 GiB as float32. VGG-16's largest kernel has 103 million. */
export const maximumValues = 2 ** 28;

/** Values of all parameters together: 4 GiB as float32. */
export const maximumParameterValues = 2 ** 30;

/** Any one number among the options of a node: sizes, channels, strides. */
export const maximumSize = 2 ** 24;
