// The entry of /design-worker.js: the thread in which structures are searched for.
import {expose} from "comlink";
import {designApi} from "./workerApi.ts";

expose(designApi());
