import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import { parseLine } from "@/lib/trail/filter-log-events";

/** What one question to the log may cost at most; several windows share it. */
export interface ReadBudget {
  pagesLeft: number;
  signal: AbortSignal;
}

export interface FlowLogWindow {
  fromMs: number;
  toMs: number;
  /** CloudWatch's filter pattern. */
  pattern: string;
}

export interface FlowLogHits {
  /** First time that each contact is named in the window, in milliseconds. */
  contacts: Map<ContactId, number>;
  /** false when the budget ended before the window was read. */
  complete: boolean;
}

/**
 * The contacts whose lines in the instance's flow log match. A page scans up to 1 MB and may be empty with more behind
 * it. Out of pages or of time is no failure: what was found until then is given, and said to be incomplete. Throws what
 * the SDK throws, and a ProblemError for a group that is not there.
 */
export async function fetchFlowLogContacts(
  { clients, instanceAlias }: AwsAccess,
  { fromMs, toMs, pattern }: FlowLogWindow,
  budget: ReadBudget,
  matches: (line: Record<string, unknown>) => boolean = () => true,
): Promise<FlowLogHits> {
  const contacts = new Map<ContactId, number>();
  const logGroupName = `/aws/connect/${instanceAlias}`;
  let nextToken: string | undefined;
  try {
    do {
      if (budget.pagesLeft <= 0 || budget.signal.aborted) return { contacts, complete: false };
      budget.pagesLeft--;
      const page = await clients.logs.send(
        new FilterLogEventsCommand({
          logGroupName,
          startTime: fromMs,
          // The end counts too, and the next window begins with it.
          endTime: toMs - 1,
          filterPattern: pattern,
          nextToken,
        }),
        { abortSignal: budget.signal },
      );
      for (const { message = "", timestamp } of page.events ?? []) {
        const line = parseLine(message);
        const id = line?.ContactId;
        if (!line || typeof id !== "string" || !matches(line)) continue;
        const at = timestamp ?? fromMs;
        const contactId = asContactId(id);
        contacts.set(contactId, Math.min(at, contacts.get(contactId) ?? at));
      }
      nextToken = page.nextToken;
    } while (nextToken);
    return { contacts, complete: true };
  } catch (error) {
    if (budget.signal.aborted) return { contacts, complete: false };
    if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    throw new ProblemError(
      {
        code: "log-group-missing",
        sentence: `There is no flow log: the log group ${logGroupName} doesn't exist.`,
        wayOut:
          "Turn on flow logs in the instance's settings. If the log group was deleted, create it again with the same name, because Amazon Connect doesn't recreate it.",
      },
      { cause: error },
    );
  }
}
