import { describeFailure } from "@/lib/aws/describe-failure";
import type { Problem } from "@/lib/kernel/result";
import type { SourceReport } from "@/lib/trail/event";
import { hideSecrets, hideSecretText, hideSecretValue } from "@/lib/trail/hide-secrets";
import { untilAborted } from "@/lib/trail/share-read";
import type { OpenSource, SourceReading } from "@/lib/trail/trail-source";

/** A support person waits; a source that has not answered by then is told apart from the others. */
export const sourceDeadlineMs = 8_000;

/** Reads one source with its own deadline. Never throws: a failure is a report that says why. */
export async function readSource(
  open: OpenSource,
  signal?: AbortSignal,
  deadlineMs = open.deadlineMs ?? sourceDeadlineMs,
): Promise<SourceReport> {
  const { source, title, clock, isOptional, isRecord, hop } = open;
  const traits = {
    ...(clock && { clock }),
    ...(isOptional && { isOptional }),
    ...(isRecord && { isRecord }),
    ...(hop && { hop }),
  };
  const startedAt = performance.now();
  const tookMs = () => Math.round(performance.now() - startedAt);
  const deadline = AbortSignal.timeout(deadlineMs);
  const both = signal ? AbortSignal.any([signal, deadline]) : deadline;
  try {
    const reading = await untilAborted(open.read(both), both);
    const { events, panel } = withoutSecrets(reading);
    if (reading.isUnasked)
      return { source, title, ...traits, state: "empty", isUnasked: true, events, panel, tookMs: tookMs() };
    const state = events.length > 0 || panel || reading.isAnswer ? "ok" : "empty";
    return { source, title, ...traits, state, events, panel, tookMs: tookMs() };
  } catch (error) {
    const problem = deadline.aborted
      ? tooSlow(deadlineMs, open.deadlineMs === undefined)
      : named(title, describeFailure(error));
    return { source, title, ...traits, state: "failed", problem, tookMs: tookMs() };
  }
}

/** What nobody expected is an answer that no system should give: it is logged, and told under the source's name. */
function named(title: string, problem: Problem): Problem {
  const general = ofReading[problem.code];
  if (general) return { ...problem, ...general };
  if (problem.code !== "unexpected") return problem;
  const sentence = `Couldn't read the response from ${title}. ${problem.sentence}`;
  return { ...problem, code: "source-malformed", sentence };
}

/** A read changes nothing, whether it was done or not; and of many sources that fail alike it is said once, without the call. */
const ofReading: Record<string, Pick<Problem, "sentence" | "wayOut">> = {
  "aws-unreachable": {
    sentence: "AWS didn't respond.",
    wayOut: "Try again in a moment. If this continues, check the connection to AWS.",
  },
  "aws-fault": {
    sentence: "AWS returned an internal error, and retries failed too.",
    wayOut: "Try again in a few minutes.",
  },
  throttled: {
    sentence: "AWS throttled the requests, and retries failed too. The account has made too many requests.",
    wayOut: "Wait a minute and try again.",
  },
};

function tooSlow(deadlineMs: number, isOfAws: boolean): Problem {
  return {
    code: "source-too-slow",
    isPassing: true,
    sentence: `No response within ${Math.round(deadlineMs / 1000)} seconds.`,
    wayOut: isOfAws
      ? "Try again. If this continues, AWS may be throttling this account."
      : "Try again. If this continues, the vendor's API is slow, or limits this account's requests.",
  };
}

function withoutSecrets({ events, panel }: SourceReading): SourceReading {
  return {
    events: events.map((event) => ({
      ...event,
      title: hideSecretText(event.title),
      ...(event.detail === undefined ? {} : { detail: hideSecretText(event.detail) }),
      raw: hideSecrets(event.raw),
    })),
    ...(panel
      ? {
          panel: {
            ...panel,
            rows: panel.rows.map((row) => ({ ...row, value: hideSecretValue(row.key, row.value) })),
          },
        }
      : {}),
  };
}
