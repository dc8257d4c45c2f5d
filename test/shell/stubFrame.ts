// A notebook's page without a notebook: a text box that speaks the protocol, so that the shell is tested by itself.
// Tests reach it as `stub`. A line of the text counts as a cell for merging.
import {type Connection, connect} from "../../renderer/protocol/connection.ts";
import {receivePort} from "../../renderer/protocol/handshake.ts";
import {type FromFrame, type FromShell, readFromShell} from "../../renderer/protocol/messages.ts";

const box = document.createElement("textarea");
box.style.cssText = "width: 100%; height: 80vh; box-sizing: border-box";
box.setAttribute("aria-label", "text");
document.body.append(box);

let revision = 0;
let saved = "";
let outside: {n: number; text: string} | null = null;
const received: FromShell[] = [];
const port = await receivePort(window);
const shell: Connection<FromFrame> = connect<FromShell, FromFrame>(port, {
  read: readFromShell,
  receive,
  refuse: (error) => console.error(error)
});

function changed() {
  shell.send({type: "changed", revision: ++revision, text: box.value, dirty: box.value !== saved});
}

function merge(n: number, text: string, choice: "ours" | "theirs" | "both" | null) {
  const [base, ours, theirs] = [saved, box.value, text].map((each) => each.split("\n"));
  const conflicts: {cell: number; base: string; ours: string; theirs: string}[] = [];
  const merged = base.map((line, i) => {
    if (ours[i] === line) return theirs[i];
    if (theirs[i] === line || theirs[i] === ours[i]) return ours[i];
    conflicts.push({cell: i + 1, base: line, ours: ours[i], theirs: theirs[i]});
    return choice === "both" ? `${ours[i]} ${theirs[i]}` : choice === "theirs" ? theirs[i] : ours[i];
  });
  if (conflicts.length > 0 && choice === null) {
    outside = {n, text};
    return shell.send({type: "conflicts", n, cells: conflicts});
  }
  saved = text;
  box.value = merged.join("\n");
  shell.send({type: "merged", n, revision: ++revision, text: box.value, dirty: box.value !== saved});
}

function receive(message: FromShell) {
  received.push(message);
  switch (message.type) {
    case "open":
      box.value = message.text;
      saved = message.saved;
      box.readOnly = message.mode === "preview";
      shell.send({type: "opened", title: /<title>(.*)<\/title>/.exec(message.text)?.[1] ?? "", cells: 1});
      shell.send({
        type: "status",
        backend: "wasm",
        device: "2 threads, SIMD",
        reason: "WebGPU has no adapter here; WebGL is software",
        running: null,
        runs: 0
      });
      shell.send({
        type: "outline",
        entries: [...message.text.matchAll(/^\s*(#+) (.*)$/gm)].map(([, marks, text], i) => ({
          cell: i + 1,
          level: Math.min(marks.length, 6),
          text
        }))
      });
      if (message.text.includes("offers a file"))
        shell.send({type: "download", name: "../evil.exe", bytes: new Uint8Array([1, 2, 3])});
      shell.send({
        type: "commands",
        commands: [
          {id: "run-all", title: "Run all cells", group: "Cells"},
          {id: "insert-below", title: "Insert a cell below", group: "Cells", key: "Mod-Enter"}
        ]
      });
      return;
    case "outside":
      return merge(message.n, message.text, null);
    case "resolve":
      if (outside?.n === message.n) merge(message.n, outside.text, message.choice);
      return;
    case "flush":
      return changed();
    case "ping":
      console.info("pinged");
      return shell.send({type: "pong", n: message.n});
    case "saved":
      if (message.revision === revision) saved = box.value;
      return;
  }
}

box.addEventListener("input", changed);
box.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "s") {
    event.preventDefault();
    shell.send({type: "save", revision: ++revision, text: box.value});
  }
  if (event.ctrlKey && event.key === "k") {
    event.preventDefault();
    shell.send({type: "shortcut", name: "palette"});
  }
});

shell.send({type: "ready"});
Object.assign(globalThis, {stub: {box, received, send: shell.send, port}});
