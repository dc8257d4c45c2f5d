import type {Network} from "../../../kernels/graph/network.ts";
import type {NetworkTable} from "../pictures/networkTable.ts";

type Table = (network: Network, before?: Node) => HTMLElement;

let table: Table | undefined;

/** Loads what shows a network, so that `renderNetwork` needs not wait. */
export async function loadNetworkTable(): Promise<Table> {
  if (table) return table;
  const [{costTable}, {networkTable}] = await Promise.all([
    import("../../../kernels/insight/costs.ts"),
    import("../pictures/networkTable.ts")
  ]);
  return (table = (network, before) =>
    networkTable(costTable(network), {open: (before as Partial<NetworkTable> | undefined)?.unfolded}));
}

/** A network shown as its table, unfolded like the one that it takes the place of; undefined for any other value. */
export function renderNetwork(value: unknown, before?: Node): Node | undefined {
  if (!isNetwork(value)) return undefined;
  if (table) return table(value, before);
  const place = document.createElement("div");
  void loadNetworkTable().then((table) => place.replaceChildren(table(value)));
  return place;
}

/** Whether a value is a traced network: told by its parts, as cells may load a copy of the library. */
export function isNetwork(value: unknown): value is Network {
  if (typeof value !== "object" || value === null) return false;
  const {nodes, inputs, outputs, blocks} = value as Partial<Network>;
  return (
    [nodes, inputs, outputs, blocks].every(Array.isArray) && nodes!.every((node) => "op" in node && "shape" in node)
  );
}
