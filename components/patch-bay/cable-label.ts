import { type PatchBayPicture, type ProvenCable, placeInBypass, stateWords } from "./patch-bay-picture";

/** The words beside a cable, in lines: what it carries, and how it went where that is not well. Pure. */
export function formatLabel(picture: PatchBayPicture, cable: ProvenCable): string[] {
  const bypass = placeInBypass(picture, cable);
  if (bypass === "around") return ["bypass: straight", "to the queue"];
  const isWorthAWord = cable.state === "attention" || cable.state === "bad" || cable.state === "not-reached";
  return bypass === undefined && isWorthAWord ? [cable.label, stateWords[cable.state]] : [cable.label];
}
