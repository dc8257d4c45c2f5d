import type {Shape} from "../../graph/shape.ts";
import {Message} from "./protobuf.ts";

/** Numbers of fields and types in onnx.proto3 (ONNX 1.12, IR 8). */
const float = 1;
const int64 = 7;
const attributeType = {float: 1, int: 2, string: 3, ints: 7} as const;

export type Attribute = number | string | readonly number[] | {readonly float: number};

/** TensorProto with its elements as raw little-endian bytes. */
export function tensorProto(name: string, shape: Shape, data: Float32Array | BigInt64Array): Message {
  const message = new Message();
  for (const extent of shape) message.int(1, extent);
  return message
    .int(2, data instanceof Float32Array ? float : int64)
    .text(8, name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

export function attributeProto(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if (typeof value === "number") return message.int(3, value).int(20, attributeType.int);
  if (typeof value === "string") return message.text(4, value).int(20, attributeType.string);
  if ("float" in value) return message.float(2, value.float).int(20, attributeType.float);
  for (const item of value) message.int(8, item);
  return message.int(20, attributeType.ints);
}

export function nodeProto(node: {
  type: string;
  name: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
  doc: string;
}): Message {
  const message = new Message();
  for (const input of node.inputs) message.text(1, input);
  for (const output of node.outputs) message.text(2, output);
  message.text(3, node.name).text(4, node.type);
  for (const [name, value] of Object.entries(node.attributes)) message.message(5, attributeProto(name, value));
  return node.doc ? message.text(6, node.doc) : message;
}

/** A float tensor whose first axis, the batch, is open under the name N. */
export function valueInfoProto(name: string, sample: Shape): Message {
  const dims = new Message().message(1, new Message().text(2, "N"));
  for (const extent of sample) dims.message(1, new Message().int(1, extent));
  const tensor = new Message().int(1, float).message(2, dims);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}

export function modelProto(
  graph: Message,
  {opset, ir, metadata}: {opset: number; ir: number; metadata: Readonly<Record<string, string>>}
): Message {
  const message = new Message().int(1, ir).text(2, "subband").message(7, graph);
  message.message(8, new Message().text(1, "").int(2, opset));
  for (const key of Object.keys(metadata).sort())
    message.message(14, new Message().text(1, key).text(2, metadata[key]));
  return message;
}
