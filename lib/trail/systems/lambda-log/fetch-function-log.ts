import { type LogLines, shareLogEvents } from "../../filter-log-events";
import type { TimeWindow, TrailContext, TrailSubject } from "../../trail-source";

/** Lines of a function's log; sources that ask for the same share the call. Throws what the SDK throws. */
export function fetchFunctionLog(
  context: Pick<TrailContext, "clients">,
  subject: TrailSubject,
  query: { functionName: string; pattern: string; window?: TimeWindow },
  signal: AbortSignal,
): Promise<LogLines> {
  const { functionName, pattern, window = subject.window } = query;
  const whenMissing = "The function hasn't run yet, or the log group was deleted.";
  return shareLogEvents(
    context,
    subject,
    { group: logGroupOf(functionName), window, pattern, whenMissing },
    signal,
  );
}

/** What the function itself wrote of the contact. */
export function fetchContactLines(
  context: Pick<TrailContext, "clients">,
  subject: TrailSubject,
  functionName: string,
  signal: AbortSignal,
): Promise<LogLines> {
  const pattern = `{ $.contactId = "${subject.contactId}" }`;
  return fetchFunctionLog(context, subject, { functionName, pattern }, signal);
}

export function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}
