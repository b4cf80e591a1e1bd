import { attributesLimitBytes } from "../../flow-runner/call-state";
import type { CallFault } from "./call-fault";

const roomBytes = 64;

/** The contact starts with attributes that leave almost no room, so a block that would set more sets nothing. */
export const attributesOver32Kb: CallFault = {
  name: "attributes-over-32kb",
  title: "The contact's attributes exceed 32 KB",
  begin({ call }) {
    const key = "previousNotes";
    call.attributes[key] = "x".repeat(attributesLimitBytes - roomBytes - key.length);
    return undefined;
  },
};
