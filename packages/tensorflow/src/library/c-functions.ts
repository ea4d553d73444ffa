// TensorFlow's C interface, as far as this package calls it. Sources: tensorflow/c/c_api.h, tensorflow/c/eager/c_api.h, tf_tensor.h,
// tf_tstring.h and c_api_experimental.h, which have kept these since 2.12.

/** An address, or an array whose own bytes are handed over. */
export type Pointer = bigint | ArrayBufferView | null;

/** An output of an operation in a graph: TF_Output. */
export interface GraphOutput {
  readonly oper: bigint;
  readonly index: number;
}

/** What JavaScript passes for each type of an argument. */
interface ArgumentTypes {
  "void*": Pointer;
  "const char*": string;
  TF_Output: GraphOutput;
  "TF_Output*": readonly GraphOutput[];
  int: number;
  int64_t: number | bigint;
  size_t: number;
  float: number;
  uint8_t: number;
}

/** What JavaScript gets for each type of a result. */
interface ResultTypes {
  void: undefined;
  "void*": bigint;
  "const char*": string;
  int: number;
  int64_t: number | bigint;
  size_t: number | bigint;
}

const table = {
  TF_Version: ["const char*", []],
  TF_NewStatus: ["void*", []],
  TF_DeleteStatus: ["void", ["void*"]],
  TF_GetCode: ["int", ["void*"]],
  TF_Message: ["const char*", ["void*"]],

  TF_AllocateTensor: ["void*", ["int", "void*", "int", "size_t"]],
  TF_DeleteTensor: ["void", ["void*"]],
  TF_TensorData: ["void*", ["void*"]],
  TF_TensorByteSize: ["size_t", ["void*"]],
  TF_StringInit: ["void", ["void*"]],
  TF_StringCopy: ["void", ["void*", "void*", "size_t"]],
  TF_StringGetDataPointer: ["void*", ["void*"]],
  TF_StringGetSize: ["size_t", ["void*"]],
  TF_StringDealloc: ["void", ["void*"]],

  TFE_NewContextOptions: ["void*", []],
  TFE_DeleteContextOptions: ["void", ["void*"]],
  TFE_ContextOptionsSetConfig: ["void", ["void*", "void*", "size_t", "void*"]],
  TFE_NewContext: ["void*", ["void*", "void*"]],
  TFE_EnableCollectiveOps: ["void", ["void*", "void*", "size_t", "void*"]],
  TFE_ContextListDevices: ["void*", ["void*", "void*"]],
  TF_DeleteDeviceList: ["void", ["void*"]],
  TF_DeviceListCount: ["int", ["void*"]],
  TF_DeviceListName: ["const char*", ["void*", "int", "void*"]],
  TF_DeviceListType: ["const char*", ["void*", "int", "void*"]],
  TF_DeviceListMemoryBytes: ["int64_t", ["void*", "int", "void*"]],

  TFE_NewTensorHandle: ["void*", ["void*", "void*"]],
  TFE_DeleteTensorHandle: ["void", ["void*"]],
  TFE_TensorHandleCopySharingTensor: ["void*", ["void*", "void*"]],
  TFE_TensorHandleDataType: ["int", ["void*"]],
  TFE_TensorHandleNumDims: ["int", ["void*", "void*"]],
  TFE_TensorHandleDim: ["int64_t", ["void*", "int", "void*"]],
  TFE_TensorHandleResolve: ["void*", ["void*", "void*"]],

  TFE_NewOp: ["void*", ["void*", "const char*", "void*"]],
  TFE_DeleteOp: ["void", ["void*"]],
  TFE_OpAddInput: ["void", ["void*", "void*", "void*"]],
  TFE_OpSetAttrString: ["void", ["void*", "const char*", "void*", "size_t"]],
  TFE_OpSetAttrInt: ["void", ["void*", "const char*", "int64_t"]],
  TFE_OpSetAttrIntList: ["void", ["void*", "const char*", "void*", "int"]],
  TFE_OpSetAttrFloat: ["void", ["void*", "const char*", "float"]],
  TFE_OpSetAttrFloatList: ["void", ["void*", "const char*", "void*", "int"]],
  TFE_OpSetAttrBool: ["void", ["void*", "const char*", "uint8_t"]],
  TFE_OpSetAttrType: ["void", ["void*", "const char*", "int"]],
  TFE_OpSetAttrShape: ["void", ["void*", "const char*", "void*", "int", "void*"]],
  TFE_Execute: ["void", ["void*", "void*", "void*", "void*"]],
  TFE_ContextAddFunction: ["void", ["void*", "void*", "void*"]],
  TFE_ContextRemoveFunction: ["void", ["void*", "const char*", "void*"]],

  TF_NewGraph: ["void*", []],
  TF_DeleteGraph: ["void", ["void*"]],
  TF_GraphGetOpDef: ["void", ["void*", "const char*", "void*", "void*"]],
  TF_NewBuffer: ["void*", []],
  TF_DeleteBuffer: ["void", ["void*"]],
  TF_NewOperation: ["void*", ["void*", "const char*", "const char*"]],
  TF_AddInput: ["void", ["void*", "TF_Output"]],
  TF_AddInputList: ["void", ["void*", "TF_Output*", "int"]],
  TF_AddControlInput: ["void", ["void*", "void*"]],
  TF_SetAttrString: ["void", ["void*", "const char*", "void*", "size_t"]],
  TF_SetAttrInt: ["void", ["void*", "const char*", "int64_t"]],
  TF_SetAttrIntList: ["void", ["void*", "const char*", "void*", "int"]],
  TF_SetAttrFloat: ["void", ["void*", "const char*", "float"]],
  TF_SetAttrFloatList: ["void", ["void*", "const char*", "void*", "int"]],
  TF_SetAttrBool: ["void", ["void*", "const char*", "uint8_t"]],
  TF_SetAttrType: ["void", ["void*", "const char*", "int"]],
  TF_SetAttrShape: ["void", ["void*", "const char*", "void*", "int"]],
  TF_SetAttrTensor: ["void", ["void*", "const char*", "void*", "void*"]],
  TF_FinishOperation: ["void*", ["void*", "void*"]],
  TF_OperationNumOutputs: ["int", ["void*"]],
  TF_OperationOutputType: ["int", ["TF_Output"]],
  TF_GraphGetTensorNumDims: ["int", ["void*", "TF_Output", "void*"]],
  TF_GraphGetTensorShape: ["void", ["void*", "TF_Output", "void*", "int", "void*"]],
  TF_GraphToFunctionWithControlOutputs: [
    "void*",
    [
      ...(["void*", "const char*", "uint8_t", "int", "void*", "int", "TF_Output*", "int", "TF_Output*", "void*"] as const),
      ...(["int", "void*", "void*", "void*", "const char*", "void*"] as const),
    ],
  ],
  TF_FunctionSetAttrValueProto: ["void", ["void*", "const char*", "void*", "size_t", "void*"]],
  TF_DeleteFunction: ["void", ["void*"]],
} as const satisfies Record<string, readonly [keyof ResultTypes, readonly (keyof ArgumentTypes)[]]>;

type Table = typeof table;
type Arguments<Types extends readonly (keyof ArgumentTypes)[]> = { -readonly [Index in keyof Types]: ArgumentTypes[Types[Index]] };

/** A function of the library. `async` runs it on another thread, so that JavaScript goes on meanwhile. */
export interface CFunction<Name extends keyof Table> {
  (...values: Arguments<Table[Name][1]>): ResultTypes[Table[Name][0]];
  readonly async: (...values: [...Arguments<Table[Name][1]>, (error: Error | null, result: ResultTypes[Table[Name][0]]) => void]) => void;
}

export type CFunctions = { readonly [Name in keyof Table]: CFunction<Name> };

/** Name, type of the result and types of the arguments, function by function. */
export const cFunctions: readonly (readonly [keyof Table, string, readonly string[]])[] = (Object.keys(table) as (keyof Table)[]).map(
  (name) => [name, table[name][0], table[name][1]] as const,
);
