import type { TrailEvent } from "@/lib/trail/event";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";

/** What a function logged of ASAPP's last answer. */
export interface LoggedAnswer {
  /** How often it asked, with the retries that ASAPP recommends. */
  attempts?: number;
  /** What ASAPP's support asks for. */
  asappRequestId?: string;
}

/** {} for an event that isn't a function's, or whose function logged neither. */
export function loggedAnswer(event: TrailEvent): LoggedAnswer {
  const raw: unknown = functionRan.is(event) ? event.raw : undefined;
  const lines: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "lines") : undefined;
  const told = (name: string): unknown =>
    (Array.isArray(lines) ? lines : [])
      .map((line: unknown): unknown =>
        typeof line === "object" && line !== null ? Reflect.get(line, name) : undefined,
      )
      .findLast((value) => value !== undefined);
  const [attempts, asappRequestId] = [told("attempts"), told("asappRequestId")];
  return {
    ...(typeof attempts === "number" && { attempts }),
    ...(typeof asappRequestId === "string" && { asappRequestId }),
  };
}
