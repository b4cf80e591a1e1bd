import { z } from "zod";
import { memberOf } from "@/lib/kernel/plain-json";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { isTokenFunction } from "./agent-ai-functions";

/** What one request for the workspace's token came to. */
export interface WidgetToken {
  event: TrailEvent;
  /** ISO 8601; absent when there was none to give. */
  expiresAt?: string;
  /** Why there was none: the function's own word ("not-configured"), or how Lambda ended it ("broke-off"). */
  reason?: string;
}

/** The function's one line of a request. */
const logged = z.object({
  code: z.literal("agentai.token"),
  tokenExpiresAt: z.iso.datetime().optional(),
  reason: z.string().optional(),
});

/** By the function's own log, in the trail's order. Pure. */
export function widgetTokensOf(trail: Trail): WidgetToken[] {
  return trail.events.flatMap((event): WidgetToken[] => {
    if (!functionRan.is(event) || !isTokenFunction(event.facts.functionName)) return [];
    const lines = memberOf(event.raw, "lines");
    const told = (Array.isArray(lines) ? lines : [])
      .flatMap((line) => logged.safeParse(line).data ?? [])
      .at(0);
    const expiresAt = told?.tokenExpiresAt;
    const reason = told?.reason ?? event.facts.stopped;
    return [{ event, ...(expiresAt && { expiresAt }), ...(reason && { reason }) }];
  });
}
