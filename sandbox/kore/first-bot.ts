import { firstVendors } from "../state/account-list";
import type { Bot } from "./bot";

/** The voice agent that a person has already made here: reachable by its API, and not set up for metadata yet. */
export function firstBot(): Bot {
  return {
    ...firstVendors.kore,
    startScript: "",
    transferScript: "",
    serviceNode: undefined,
  };
}
