// The entry of /worker.js: the thread in which one run trains. It opens nothing until the page asks.
import {expose} from "comlink";
import {turns} from "../../graph/turn.ts";
import {workerApi} from "./workerApi.ts";

expose(workerApi({now: () => performance.now(), turn: turns()}));
