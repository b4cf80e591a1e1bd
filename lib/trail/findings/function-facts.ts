import type { TrailEvent } from "@/lib/trail/event";
import { functionAsked } from "@/lib/trail/systems/flow-log/flow-events";
import { functionRan, type RequestFacts } from "@/lib/trail/systems/lambda-log/lambda-events";

type FunctionFacts = Partial<
  Pick<RequestFacts, "statusCode" | "reason" | "stopped" | "isExpired" | "isEnded">
>;

/** What a function came to: by its own log, or by the block that asked it. {} for an event of anything else. */
export function functionFacts(event: TrailEvent): FunctionFacts {
  return functionRan.is(event) || functionAsked.is(event) ? event.facts : {};
}
