import { checkKinds, counting, values } from "./kind-case.ts";

checkKinds("shapes", [
  { title: "flatten reads row by row", kind: "flatten", inputs: [counting(2, 1, 2, 2)], expected: values([2, 4], 1, 2, 3, 4, 5, 6, 7, 8) },
  { title: "reshape keeps the order", kind: "reshape", options: { shape: [2, 3] }, inputs: [counting(1, 6)], expected: counting(1, 2, 3) },
  {
    title: "zeroPadding surrounds the image",
    kind: "zeroPadding",
    options: {
      padding: [
        [1, 0],
        [0, 2],
      ],
    },
    inputs: [counting(1, 1, 2, 1)],
    expected: values([1, 2, 4, 1], 0, 0, 0, 0, 1, 2, 0, 0),
  },
  {
    title: "cropping takes borders away",
    kind: "cropping",
    options: {
      cropping: [
        [1, 0],
        [1, 1],
      ],
    },
    inputs: [counting(1, 2, 4, 1)],
    expected: values([1, 1, 2, 1], 6, 7),
  },
  {
    title: "upSampling repeats pixels",
    kind: "upSampling",
    options: { size: [2, 3] },
    inputs: [counting(1, 1, 2, 1)],
    expected: values([1, 2, 6, 1], 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2),
  },
  {
    title: "upSampling, bilinear, weighs between pixel centres",
    kind: "upSampling",
    options: { size: [1, 2], interpolation: "bilinear" },
    inputs: [values([1, 1, 2, 2], 0, 10, 4, 30)],
    expected: values([1, 1, 4, 2], 0, 10, 1, 15, 3, 25, 4, 30),
  },
]);
