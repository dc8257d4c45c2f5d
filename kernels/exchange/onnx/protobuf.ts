/**
 * A writer of protocol buffers, as far as ONNX needs them: varints, fixed32, and length-delimited fields. Messages are
 * written inside out, so that a length is known when it is written.
 */
export class Message {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  get byteLength(): number {
    return this.#length;
  }

  /** int32, int64 or an enum; negative numbers in two's complement of 64 bits. */
  int(field: number, value: number): this {
    return this.#key(field, 0).#varint(BigInt.asUintN(64, BigInt(value)));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#key(field, 5).#append(bytes);
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#key(field, 2).#varint(BigInt(value.byteLength)).#append(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: Message): this {
    this.#key(field, 2).#varint(BigInt(value.#length));
    for (const part of value.#parts) this.#append(part);
    return this;
  }

  /** The whole message in one piece. */
  finish(): Uint8Array {
    const file = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      file.set(part, at);
      at += part.byteLength;
    }
    return file;
  }

  #key(field: number, wire: 0 | 2 | 5): this {
    return this.#varint(BigInt(field * 8 + wire));
  }

  #varint(value: bigint): this {
    const bytes: number[] = [];
    do {
      const low = Number(value & 127n);
      value >>= 7n;
      bytes.push(value ? low | 128 : low);
    } while (value);
    return this.#append(Uint8Array.from(bytes));
  }

  #append(part: Uint8Array): this {
    this.#parts.push(part);
    this.#length += part.byteLength;
    return this;
  }
}
