import { functionName } from "@/lib/hops/hop-of-function";
import type { ContactId } from "@/lib/kernel/ids";
import type { TrailEvent } from "../../event";
import { shareLogEvents } from "../../filter-log-events";
import { goesByPhone } from "../../findings/transfers";
import { withLinks } from "../../links/console-place";
import { lambdaLink } from "../../links/lambda-link";
import { logLink } from "../../links/log-link";
import { defineSource } from "../../trail-source";
import { type TrailVendors, voiceAgentHop } from "../../trail-vendor";
import { truncatedPanel } from "../../truncated-panel";
import { describeBlock } from "./describe-block";
import { thirdPartyEnded } from "./flow-events";
import { type BlockRun, parseBlockRuns } from "./flow-log-entry";
import { asksForKeys, keyedDigits, markKeyed } from "./keyed-digits";

const name = "flow-log";

/** What each block of the flows did, as Amazon Connect logs it while the flow's logging is on. */
export const flowLog = defineSource({
  name,
  iamActions: ["logs:FilterLogEvents"],
  open: (context, subject) => [
    {
      source: name,
      title: "Flow log",
      read: async (signal) => {
        const { contactId, window } = subject;
        const query = {
          group: `/aws/connect/${context.instanceAlias}`,
          window,
          pattern: `{ $.ContactId = "${contactId}" }`,
          whenMissing:
            "Flow logs were never turned on for this instance, or the log group was deleted, and Amazon Connect doesn't recreate it.",
        };
        const { lines, complete } = await shareLogEvents(context, subject, query, signal);
        const events = describeFlowLog(
          contactId,
          lines.map((line) => line.message),
          context,
        );
        const linked = withLinks(events, context.console, (event, place) => {
          const failed = event.severity === "bad" ? functionOf(event.raw) : undefined;
          return failed ? lambdaLink(place, failed) : logLink(place, { ...query, at: event.at });
        });
        return { events: linked, panel: truncatedPanel("Flow log", complete) };
      },
    },
  ],
});

/** Pure: the log's lines as one event a block run, and a second one where a third party had the call in between. */
export function describeFlowLog(
  contactId: ContactId,
  messages: string[],
  vendors: TrailVendors,
): TrailEvent[] {
  const seen = new Map<string, number>();
  const runs = parseBlockRuns(messages);
  const keyed = keyedDigits(runs);
  return runs.flatMap((run) => {
    const first = run.entries[0];
    const key = `${first.Identifier}@${first.Timestamp}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    const events = toEvents(contactId, run, vendors, `${name}:${key}${times > 0 ? `#${times}` : ""}`);
    return asksForKeys(run) ? events : markKeyed(events, run, keyed);
  });
}

/** A block that calls a function and fails has left no line in the function's own log. */
function functionOf(raw: unknown): string | undefined {
  const entry: unknown = Array.isArray(raw) ? raw[0] : raw;
  const parameters: unknown =
    typeof entry === "object" && entry !== null ? Reflect.get(entry, "Parameters") : undefined;
  if (typeof parameters !== "object" || parameters === null) return undefined;
  const arn: unknown = Reflect.get(parameters, "FunctionArn") ?? Reflect.get(parameters, "LambdaFunctionARN");
  return typeof arn === "string" ? functionName(arn) : undefined;
}

function toEvents(contactId: ContactId, run: BlockRun, vendors: TrailVendors, id: string): TrailEvent[] {
  const [first, ...rest] = run.entries;
  const last = rest.at(-1);
  const description = describeBlock(run, vendors);
  const event = (entry: typeof first, own: Partial<TrailEvent>): TrailEvent => ({
    id,
    at: new Date(entry.Timestamp).toISOString(),
    source: name,
    ...description,
    contactId,
    raw: run.entries.length === 1 ? first : run.entries,
    block: {
      flowArn: first.ContactFlowId,
      flowName: first.ContactFlowName,
      identifier: first.Identifier,
    },
    ...own,
  });
  if (description.hop !== "sip" || !last) return [event(first, {})];
  if (description.severity === "good") {
    const begun = event(first, { raw: first });
    return [
      begun,
      event(last, {
        id: `${id}:end`,
        code: thirdPartyEnded.code,
        hop: voiceAgentHop(vendors, first.ContactFlowId, goesByPhone(begun) ? "phone" : "sip"),
        title: "The voice agent ended its part and the flow resumed",
        raw: last,
      }),
    ];
  }
  // Its end tells how it went.
  const start = describeBlock(
    { entries: [{ ...first, Results: undefined, ExternalResults: undefined }] },
    vendors,
  );
  return [
    event(first, { ...start, severity: "info", detail: undefined, raw: first }),
    event(last, { id: `${id}:end`, code: thirdPartyEnded.code, raw: last }),
  ];
}
