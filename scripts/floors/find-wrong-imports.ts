import { floors, innerFloors, mayImport, mayImportToo, neighbours, sharedChildren } from "./floors";
import type { FileImport } from "./read-imports";

const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));

/** Each import that reaches up, sideways or out, with the reason: "lib/engine/plan.ts → lib/trail/event.ts: …". */
export function findWrongImports(imports: readonly FileImport[]): string[] {
  return imports.flatMap(({ from, to }) => {
    if (/\.test\.tsx?$|(^|\/)testing\//.test(from)) return [];
    const reason = wrongWith(from, to);
    return reason === undefined ? [] : [`${from} → ${to}: ${reason}`];
  });
}

function wrongWith(from: string, to: string): string | undefined {
  const [top = "", room = ""] = from.split("/");
  const [otherTop = "", otherRoom = ""] = to.split("/");
  if (top !== otherTop) {
    const allowed = mayImport[top];
    if (allowed === undefined) return undefined;
    const all = [...allowed, ...(mayImportToo[`${top}/${room}`] ?? [])];
    return all.some((place) => to.startsWith(`${place}/`))
      ? undefined
      : `${top} imports only ${["itself", ...all].join(", ")}`;
  }
  const neighbour = neighbours.find((folder) => childOf(folder, from) && childOf(folder, to));
  if (neighbour !== undefined) {
    const [one, other] = [childOf(neighbour, from), childOf(neighbour, to)];
    if (one !== other && other !== undefined && !sharedChildren.includes(other)) {
      return `${one} and ${other} are neighbors: what both need belongs below ${neighbour}`;
    }
  }
  if (top !== "lib") return undefined;
  if (room === otherRoom) return wrongInside(room, from, to);
  const [own, other] = [floorOf.get(room), floorOf.get(otherRoom)];
  if (own === undefined) return `lib/${room} has no floor yet: give it one in scripts/floors/floors.ts`;
  if (other === undefined)
    return `lib/${otherRoom} has no floor yet: give it one in scripts/floors/floors.ts`;
  if (other < own) return undefined;
  return other === own ? `both stand on floor ${own}` : `floor ${own} reaches up to floor ${other}`;
}

function wrongInside(room: string, from: string, to: string): string | undefined {
  const inner = innerFloors[room];
  if (!inner) return undefined;
  const floor = (file: string) => inner.findIndex((parts) => parts.includes(file.split("/")[2] ?? ""));
  const [own, other] = [floor(from), floor(to)];
  return own >= 0 && other > own ? `within ${room} it reaches up` : undefined;
}

/** "acme" of "lib/vendors/acme/connection.ts"; undefined for a file that lies in the folder itself. */
function childOf(folder: string, file: string): string | undefined {
  return file.startsWith(`${folder}/`) ? /^([^/]+)\//.exec(file.slice(folder.length + 1))?.[1] : undefined;
}
