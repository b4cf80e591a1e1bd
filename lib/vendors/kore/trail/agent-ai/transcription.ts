import { z } from "zod";
import { memberOf } from "@/lib/kernel/plain-json";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { functionAsked } from "@/lib/trail/systems/flow-log/flow-events";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { triggerResults } from "../../agent-ai/names";
import { isTrigger } from "./agent-ai-functions";

/** What one request for a transcription came to. */
export interface Transcription {
  event: TrailEvent;
  result: (typeof triggerResults)[number];
  /** Of the transcriber, where it answered. */
  status?: number;
  /** The function's word: "role", "boundary", "key", "stream-absent", "host-inward". */
  reason?: string;
  /** AWS's name of an error. */
  awsError?: string;
}

/** The function's one line of a request, and what the flow's block has of its answer. */
const logged = z.object({
  code: z.literal("agentai.transcription"),
  result: z.enum(triggerResults),
  transcriberStatus: z.string().optional(),
  reason: z.string().optional(),
  awsError: z.string().optional(),
});
const answered = z.object({ lambdaResult: z.enum(triggerResults), transcriberStatus: z.string().optional() });

/** By the function's own log, else by its answers in the flow log, in the trail's order. Pure. */
export function transcriptionsOf(trail: Trail): Transcription[] {
  const told = trail.events.flatMap(fromLog);
  return told.length > 0 ? told : trail.events.flatMap(fromFlow);
}

function fromLog(event: TrailEvent): Transcription[] {
  if (!functionRan.is(event) || !isTrigger(event.facts.functionName)) return [];
  for (const line of listOf(memberOf(event.raw, "lines"))) {
    const read = logged.safeParse(line);
    if (read.success) {
      const { result, transcriberStatus, reason, awsError } = read.data;
      return [
        {
          event,
          result,
          ...statusOf(transcriberStatus),
          ...(reason && { reason }),
          ...(awsError && { awsError }),
        },
      ];
    }
  }
  return [];
}

function fromFlow(event: TrailEvent): Transcription[] {
  if (!functionAsked.is(event) || !isTrigger(event.facts.functionName)) return [];
  const entries = Array.isArray(event.raw) ? event.raw : [event.raw];
  for (const entry of entries) {
    const read = answered.safeParse(memberOf(entry, "ExternalResults"));
    if (read.success)
      return [{ event, result: read.data.lambdaResult, ...statusOf(read.data.transcriberStatus) }];
  }
  return [];
}

/** The events of the functions and blocks that ran for it, for a finding's evidence. */
export function triggerEvents(trail: Trail): TrailEvent[] {
  return trail.events.filter(
    (event) => (functionRan.is(event) || functionAsked.is(event)) && isTrigger(event.facts.functionName),
  );
}

function statusOf(text: string | undefined): Pick<Transcription, "status"> {
  return text !== undefined && /^\d{3}$/.test(text) ? { status: Number(text) } : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
