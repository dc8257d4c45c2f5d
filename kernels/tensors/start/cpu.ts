import {ready, setBackend} from "@tensorflow/tfjs-core";
import type {Start} from "./start.ts";

export const startCpu: Start = async () => {
  const {registerCpu} = await import("../cpu/register.ts");
  registerCpu();
  await setBackend("cpu");
  await ready();
  return {device: "JavaScript on the processor"};
};
