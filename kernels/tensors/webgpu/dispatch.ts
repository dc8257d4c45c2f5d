import type {TensorInfo} from "@tensorflow/tfjs-core";
import {env} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";

/*
 * Compute programs recorded into the pass that TensorFlow.js has open. `runWebGPUProgram` would do for one output, but it
 * compiles again for every pattern of equal and broadcast shapes, and it has one output: batch normalisation and Adam
 * write several. So a program here is one pipeline a device, every size is a uniform, and outputs are as many as it likes.
 */

/** A compute shader of one thread an `index` in 0 … threads − 1. `T` stands for `element` in all of its text. */
export interface Program<
  Reads extends string = string,
  Writes extends string = string,
  Uniforms extends string = string
> {
  /** Names the pipeline: two programs of one name are the same program. */
  readonly name: string;
  readonly element: "f32" | "vec4f";
  /** WGSL element type of each array, by the array's name. */
  readonly reads: Readonly<Record<Reads, string>>;
  readonly writes: Readonly<Record<Writes, string>>;
  /** Read as `u.name`; `u.threads` is always there. */
  readonly uniforms: Readonly<Record<Uniforms, "i32" | "f32">>;
  /** WGSL functions that `main` calls. */
  readonly declarations?: string;
  readonly main: string;
}

export interface Call<Reads extends string, Writes extends string, Uniforms extends string> {
  readonly reads: Readonly<Record<Reads, TensorInfo>>;
  /** Shapes of the new tensors, all float32. */
  readonly writes: Readonly<Record<Writes, readonly number[]>>;
  readonly uniforms: Readonly<Record<Uniforms, number>>;
  readonly threads: number;
}

/** What TensorFlow.js 4.22 keeps private and a dispatch of our own needs; test/kernels/tensors/webgpu holds it to that. */
interface OpenPass {
  commandEncoder: GPUCommandEncoder;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  uniformPendingDisposal: GPUBuffer[];
  activeTimers: {name: string; query: Promise<number>}[] | null;
  supportTimestampQuery: boolean;
  querySet: GPUQuerySet | null;
  querySetCount: number;
}

interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

const workgroup = 64;
const compiled = new WeakMap<GPUDevice, Map<string, Compiled>>();

/** The WGSL of a program: writes, reads and uniforms are bound in this order. */
export function shaderText({element, reads, writes, uniforms, declarations = "", main}: Program): string {
  const arrays = [
    ...Object.entries(writes).map(([name, type]) => ({name, type, access: "read_write"})),
    ...Object.entries(reads).map(([name, type]) => ({name, type, access: "read"}))
  ];
  return `
alias T = ${element};
struct Uniforms {threads: i32, ${Object.entries(uniforms)
    .map(([name, type]) => `${name}: ${type}`)
    .join(", ")}}
${arrays
  .map(({name, type, access}, i) => `@group(0) @binding(${i}) var<storage, ${access}> ${name}: array<${type}>;`)
  .join("\n")}
@group(0) @binding(${arrays.length}) var<uniform> u: Uniforms;
${declarations}
@compute @workgroup_size(${workgroup})
fn run(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32
) {
  let index = i32((group.y * groups.x + group.x) * ${workgroup}u + local);
  if (index >= u.threads) { return; }
  ${main}
}`;
}

function compile(device: GPUDevice, program: Program): Compiled {
  const programs = compiled.get(device) ?? new Map<string, Compiled>();
  compiled.set(device, programs);
  const known = programs.get(program.name);
  if (known) return known;
  const module = device.createShaderModule({code: shaderText(program), label: program.name});
  const pipeline = device.createComputePipeline({
    layout: "auto",
    compute: {module, entryPoint: "run"},
    label: program.name
  });
  const fresh = {pipeline, layout: pipeline.getBindGroupLayout(0)};
  programs.set(program.name, fresh);
  return fresh;
}

function bufferOf(backend: WebGPUBackend, {dataId}: TensorInfo): GPUBuffer {
  backend.uploadToGPU(dataId);
  return backend.tensorMap.get(dataId).resource as GPUBuffer;
}

function uniformBuffer(backend: WebGPUBackend, program: Program, call: Call<string, string, string>): GPUBuffer {
  const names = Object.keys(program.uniforms);
  const bytes = new DataView(new ArrayBuffer(Math.ceil((names.length + 1) / 4) * 16));
  bytes.setInt32(0, call.threads, true);
  names.forEach((name, i) => {
    const offset = 4 * (i + 1);
    if (program.uniforms[name] === "i32") bytes.setInt32(offset, call.uniforms[name]!, true);
    else bytes.setFloat32(offset, call.uniforms[name]!, true);
  });
  const buffer = backend.bufferManager.acquireBuffer(
    bytes.byteLength,
    GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM
  );
  backend.queue.writeBuffer(buffer, 0, bytes.buffer);
  (backend as unknown as OpenPass).uniformPendingDisposal.push(buffer);
  return buffer;
}

/** The open pass, or under `tf.profile` a pass of its own that is timed. */
function beginPass(backend: WebGPUBackend, pass: OpenPass): GPUComputePassEncoder {
  backend.ensureCommandEncoderReady();
  if (pass.activeTimers === null || pass.activeTimers === undefined || !pass.supportTimestampQuery)
    return (pass.computePassEncoder ??= pass.commandEncoder.beginComputePass());
  backend.endComputePassEncoder();
  const querySet = (pass.querySet ??= backend.device.createQuerySet({type: "timestamp", count: pass.querySetCount}));
  return (pass.computePassEncoder = pass.commandEncoder.beginComputePass({
    timestampWrites: {querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1}
  }));
}

function endDispatch(backend: WebGPUBackend, pass: OpenPass, name: string): void {
  pass.dispatchCountInPass++;
  if (pass.activeTimers) {
    backend.endComputePassEncoder();
    pass.activeTimers.push({name, query: backend.getQueryTime()});
  } else if (pass.dispatchCountInPass >= env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}

/** Records one dispatch of `program` and returns its new tensors. The caller owns them. */
export function dispatch<Reads extends string, Writes extends string, Uniforms extends string>(
  backend: WebGPUBackend,
  program: Program<Reads, Writes, Uniforms>,
  call: Call<Reads, Writes, Uniforms>
): Record<Writes, TensorInfo> {
  const pass = backend as unknown as OpenPass;
  const {pipeline, layout} = compile(backend.device, program);
  const names = Object.keys(program.writes) as Writes[];
  const written = names.map((name) => backend.makeTensorInfo([...call.writes[name]], "float32"));
  const read = (Object.keys(program.reads) as Reads[]).map((name) => call.reads[name]);
  const buffers = [...written, ...read].map((tensor) => bufferOf(backend, tensor));
  buffers.push(uniformBuffer(backend, program, call));
  const group = backend.device.createBindGroup({
    layout,
    entries: buffers.map((buffer, binding) => ({binding, resource: {buffer}}))
  });
  const encoder = beginPass(backend, pass);
  encoder.setPipeline(pipeline);
  encoder.setBindGroup(0, group);
  const groups = Math.ceil(call.threads / workgroup);
  const width = Math.min(groups, backend.device.limits.maxComputeWorkgroupsPerDimension);
  encoder.dispatchWorkgroups(width, Math.ceil(groups / width));
  for (const {dataId} of [...written, ...read]) pass.commandQueueOwnedIds.add(dataId);
  endDispatch(backend, pass, program.name);
  return Object.fromEntries(names.map((name, i) => [name, written[i]!])) as Record<Writes, TensorInfo>;
}
