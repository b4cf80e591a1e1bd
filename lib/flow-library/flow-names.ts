import { ListContactFlowsCommand } from "@aws-sdk/client-connect";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";

export interface FlowName {
  id: string;
  name: string;
}

interface Kept {
  untilMs: number;
  names: Promise<Result<FlowName[]>>;
}

/** A flow that was just made is in the list of flows; here it is found after this. */
const keptMs = 2 * 60_000;
const keptAfterTroubleMs = 10_000;
const mostKept = 200;
const deadlineMs = 6_000;
/** AWS gives a thousand names a page, and two pages a second. */
const maxPages = 3;

const kept = new Map<string, Kept>();

/**
 * The names of an instance's flows, without what they contain, for finding one by name. The account is asked at most once
 * in two minutes for all who look. Archived flows are left out. Call it outside any scope; it never throws.
 */
export function fetchFlowNames(tenantId: TenantId, connectionId: string): Promise<Result<FlowName[]>> {
  const key = `${tenantId}:${connectionId}`;
  const known = kept.get(key);
  if (known && known.untilMs > Date.now()) return known.names;
  const names = askNames(tenantId, connectionId);
  const entry: Kept = { untilMs: Date.now() + keptMs, names };
  kept.delete(key);
  kept.set(key, entry);
  const eldest = kept.keys().next().value;
  if (kept.size > mostKept && eldest !== undefined) kept.delete(eldest);
  void names.then((answer) => {
    if (!answer.ok) entry.untilMs = Date.now() + keptAfterTroubleMs;
  });
  return names;
}

async function askNames(tenantId: TenantId, connectionId: string): Promise<Result<FlowName[]>> {
  try {
    const { clients, instanceId } = requireInstance(await openAwsConnection(tenantId, connectionId));
    const abortSignal = AbortSignal.timeout(deadlineMs);
    const found: FlowName[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const page = await clients.connect.send(
        new ListContactFlowsCommand({ InstanceId: instanceId, MaxResults: 1_000, NextToken: token }),
        { abortSignal },
      );
      for (const { Id, Name, ContactFlowState } of page.ContactFlowSummaryList ?? [])
        if (Id && Name && ContactFlowState !== "ARCHIVED") found.push({ id: Id, name: Name });
      token = page.NextToken;
      pages++;
    } while (token !== undefined && pages < maxPages);
    return succeed(found.sort((one, other) => one.name.localeCompare(other.name)));
  } catch (error) {
    return fail(describeFailure(error));
  }
}
