import {FaultError} from "../fault.ts";
import type {TsNode} from "./tsNode.ts";

const notErasable: Readonly<Record<string, string>> = {
  TSEnumDeclaration: "an enum becomes code",
  TSModuleDeclaration: "a namespace becomes code",
  TSParameterProperty: "a parameter property becomes code",
  TSImportEqualsDeclaration: "import = becomes code",
  TSExportAssignment: "export = becomes code",
  TSNamespaceExportDeclaration: "export as namespace becomes code"
};

/** Refuses syntax that is not just erased, at its first word. @throws FaultError */
export function refuse(node: TsNode): void {
  const {start, end} = node;
  if (node.declare === true) return; // erased with all it holds
  if (node.type in notErasable)
    throw new FaultError(`only erasable TypeScript is supported; ${notErasable[node.type]}`, {start, end});
  if (node.type === "Decorator") throw new FaultError("decorators are not supported", {start, end});
  if (node.accessor === true) throw new FaultError("accessor fields are not supported", {start, end});
  if (node.type.startsWith("Export"))
    throw new FaultError("unexpected export; other cells can read every name that a cell declares", {
      start,
      end: start + "export".length
    });
}
