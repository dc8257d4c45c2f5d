// The entry of a notebook's page: takes its end of the port, waits for a notebook, and shows it.
import "./notebook.css";
import {connect} from "../protocol/connection.ts";
import {receivePort} from "../protocol/handshake.ts";
import {readFromShell, type FromFrame, type FromShell} from "../protocol/messages.ts";
import {openNotebook, type OpenNotebook} from "./openNotebook.ts";
import {words} from "../protocol/words.ts";

// The editor is prepared while the shell's answer is on its way: whoever sees a cell can type into it.
void import("./editor/module.ts");
const port = await receivePort(window);
let notebook: OpenNotebook | undefined;
const {send} = connect<FromShell, FromFrame>(port, {
  read: readFromShell,
  refuse: (error) => console.warn(`refused: ${error.message}`),
  receive(message) {
    if (message.type !== "open") return notebook?.receive(message);
    if (notebook) return console.warn("refused: a notebook is open here already");
    try {
      notebook = openNotebook(message, window, send);
      const {title, cells} = notebook.page.document.notebook;
      send({type: "opened", title: title.slice(0, 2000), cells: cells.length});
    } catch (error) {
      const text = words(error);
      document.body.replaceChildren(
        Object.assign(document.createElement("p"), {className: "unreadable", textContent: text})
      );
      send({type: "opened", title: "", cells: 0, error: text.slice(0, 2000)});
    }
  }
});
send({type: "ready"});
