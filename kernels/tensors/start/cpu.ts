import {ready, setBackend} from "@tensorflow/tfjs-core";
import {registerCpu} from "../cpu/register.ts";
import type {Start} from "./start.ts";

export const startCpu: Start = async () => {
  registerCpu();
  await setBackend("cpu");
  await ready();
  return {device: "JavaScript on the processor"};
};
