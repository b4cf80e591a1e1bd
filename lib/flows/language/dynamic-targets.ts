import type { FlowAction } from "./flow-document";
import { kindByPlace } from "./reference-kinds";
import { stringsIn } from "./references";

export interface DynamicTarget {
  /** The parameter at the block's top that it stands in: "QueueId", "EventHooks". */
  parameter: string;
  /** "$.FlowAttributes.queue". */
  reference: string;
}

/** Numbers that a block calls or keeps for calling back. */
const numbers = /(?:^|\.)(?:ThirdPartyPhoneNumber|ToUser|CallbackNumber|PhoneNumber)$/;

/** What a block points at that is known only when the call comes: each once, in the order of its parameters. Pure. */
export function dynamicTargets({ Parameters = {} }: Pick<FlowAction, "Parameters">): DynamicTarget[] {
  const found = stringsIn(Parameters).flatMap(({ path, value }): DynamicTarget[] => {
    // A reference within an ARN only stands for the region or account.
    const reference = value.trim();
    if (!/^\$(?:\.|\[)/.test(reference)) return [];
    const place = path.replaceAll(/\[\d+\]/g, "");
    if (kindByPlace(place.split(".")) === undefined && !numbers.test(place)) return [];
    return [{ parameter: place.split(".")[0] ?? "", reference }];
  });
  return [...new Map(found.map((target) => [`${target.parameter} ${target.reference}`, target])).values()];
}
