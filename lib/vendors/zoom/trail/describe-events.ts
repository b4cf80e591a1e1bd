import { type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import type { ContactId } from "@/lib/kernel/ids";
import { vendorTimeMs } from "@/lib/kernel/vendor-time";
import type { TrailEvent } from "@/lib/trail/event";
import {
  agentJoined,
  agentLeft,
  consumerLeft,
  otherStep,
  queued,
  transferRefused,
  transferred,
  transferStarted,
  voiceBotCalled,
  voiceBotEnded,
  voiceBotFailed,
} from "./zoom-events";

export const eventsSource = "zoom-events";

type Own = Pick<TrailEvent, "code" | "facts" | "hop" | "severity" | "title"> &
  Partial<Pick<TrailEvent, "detail" | "marks">>;

/** Pure: what Zoom kept of an engagement's steps, each at Zoom's time. Rows without a time have no place. */
export function describeEvents(contactId: ContactId, rows: readonly PlainObject[]): TrailEvent[] {
  return rows.flatMap((row, index): TrailEvent[] => {
    const at = vendorTimeMs(row.start_time);
    const name = textOf(row.event_name) || textOf(row.event_type);
    if (at === undefined || name === "") return [];
    const content = textOf(row.event_content);
    return [
      {
        // Zoom gives no ids of its own; the order of an engagement's events stays.
        ...{
          id: `${eventsSource}:${index}`,
          at: new Date(at).toISOString(),
          source: eventsSource,
          contactId,
        },
        ...describe(name, content),
        raw: { event_name: name, start_time: row.start_time, channel: row.channel, event_content: content },
      },
    ];
  });
}

function describe(name: string, content: string): Own {
  const step = steps.find(({ is }) => is.test(name));
  if (step) return step.of(content, name);
  return describeOther(name, "info");
}

function describeOther(name: string, severity: "info" | "unknown"): Own {
  const title = name.replaceAll(/[_\s]+/g, " ").trim();
  return {
    ...otherStep.of({ name }),
    ...{ hop: "flow", severity },
    title: title.charAt(0).toUpperCase() + title.slice(1),
  };
}

/** By parts of Zoom's names, the most special first: the names of the widget's own steps aren't documented. */
const steps: readonly { is: RegExp; of(content: string, name: string): Own }[] = [
  {
    is: /voice_?bot.*transfer.*(?:fail|refus)/i,
    of: (content) => ({
      ...transferRefused.of({ refusedTransfer: true, ...statusIn(content) }),
      ...{ hop: "sip", severity: "bad", title: "The voice bot's transfer was refused", marks: "return" },
      ...detailOf(content),
    }),
  },
  {
    is: /voice_?bot.*(?:fail|error|timeout)/i,
    of: (content) => ({
      ...voiceBotFailed.of({ voiceAgent: "failed", ...statusIn(content) }),
      ...{ hop: "sip", severity: "bad", title: "The call didn't reach the voice bot", marks: "return" },
      ...detailOf(content),
    }),
  },
  {
    is: /voice_?bot.*(?:end|complete|disconnect)/i,
    of: (content) => ({
      ...voiceBotEnded.of({ voiceAgent: "ended", ...(content && { reason: content }) }),
      ...{ hop: "sip", severity: "good", title: "The voice bot gave the caller back", marks: "return" },
      ...detailOf(content),
    }),
  },
  {
    is: /consumer_(?:disconnect|left|end|h[au]ng)/i,
    of: () => ({ ...consumerLeft.of({}), hop: "number", severity: "attention", title: "The caller hung up" }),
  },
  {
    // What didn't come to pass is named after it ("user_accept_timeout"): which step it was isn't known.
    is: /fail|error|timed?_?out|overflow|declin|reject|refus|missed/i,
    of: (content, name) => ({ ...describeOther(name, "unknown"), ...detailOf(content) }),
  },
  {
    is: /voice_?bot/i,
    of: (content) => ({
      ...voiceBotCalled.of({ voiceAgent: "called" }),
      ...{ hop: "sip", severity: "info", title: "The call went to the voice bot", marks: "transfer" },
      ...detailOf(content && `Connector ${content}`),
    }),
  },
  {
    is: /transfer_initiated/i,
    of: (content) => ({
      ...transferStarted.of({}),
      ...{ hop: "flow", severity: "info", title: "A transfer was started" },
      ...detailOf(content && `To a ${content}`),
    }),
  },
  {
    is: /transfer_(?:accepted|completed)/i,
    of: (content) => ({
      ...transferred.of({}),
      ...{ hop: "flow", severity: "good", title: "The call was transferred" },
      ...detailOf(content && `To a ${content}`),
    }),
  },
  {
    is: /queue|waiting/i,
    of: (content) => ({
      ...queued.of({}),
      ...{ hop: "queue", severity: "good", title: "The caller entered a queue" },
      ...detailOf(content),
    }),
  },
  {
    is: /(?:agent|user)_(?:accept|answer|join|connect)/i,
    of: (content) => ({
      ...agentJoined.of({}),
      ...{ hop: "agent", severity: "good", title: "An agent answered" },
      ...detailOf(content),
    }),
  },
  {
    is: /(?:agent|user)_(?:end|left|disconnect)/i,
    of: (content) => ({
      ...agentLeft.of({}),
      ...{ hop: "agent", severity: "info", title: "The agent's part ended" },
      ...detailOf(content),
    }),
  },
];

/** Three digits that are no part of a number, a name, or an address. */
const bareStatus = /(?<![\w.+@/]|\d[ .)-]{1,2})([3-6]\d\d)(?![\w@]|[ .-]{0,2}\d|[:.-]\w)/;

/** SIP's status in "503 Service Unavailable", and none in the middle of a phone number. */
function statusIn(content: string): { status?: number } {
  const found = /\bSIP\/2\.0\s+([3-6]\d\d)\b/i.exec(content) ?? bareStatus.exec(content);
  return found === null ? {} : { status: Number(found[1]) };
}

const longestDetail = 300;

function detailOf(content: string): { detail?: string } {
  return content === "" ? {} : { detail: content.slice(0, longestDetail) };
}
