import { setTimeout as sleep } from "node:timers/promises";
import { ListQueuesCommand, ListUsersCommand } from "@aws-sdk/client-connect";
import { type AwsAccess, openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";

export interface NamedId {
  id: string;
  name: string;
}

/** Queues and agents of one instance, by name. Each of the two may be missing, and then says why. */
export interface InstanceNames {
  queues: NamedId[];
  agents: NamedId[];
  /** Which of the two couldn't be read. */
  unread: ("queues" | "agents")[];
  problems: Problem[];
}

interface Kept {
  untilMs: number;
  names: Promise<Result<InstanceNames>>;
}

/** Names change rarely; a new queue is there after this. */
const keptMs = 5 * 60_000;
/** What only half worked is asked again soon. */
const keptAfterTroubleMs = 20_000;
const patienceMs = 1_000;
const mostKept = 200;
const deadlineMs = 8_000;
/** More than anybody chooses from, and ten requests at a rate of two a second. */
const maxPages = 10;

const kept = new Map<string, Kept>();

/** Asks the account at most once in five minutes for all who look. Call it outside any scope; it never throws. */
export function fetchInstanceNames(tenantId: TenantId, connectionId: string): Promise<Result<InstanceNames>> {
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
    if (!answer.ok || answer.value.problems.length > 0) entry.untilMs = Date.now() + keptAfterTroubleMs;
  });
  return names;
}

/**
 * Names of queues and agents by id, for a screen that has better to do than to wait for them: what has not been told
 * after a second is missing here, and there at the next look. Never throws. Call it outside any scope.
 */
export async function fetchNamesById(
  tenantId: TenantId,
  connectionId: string,
): Promise<ReadonlyMap<string, string>> {
  const waiting = new AbortController();
  const tooLate = sleep(patienceMs, undefined, { signal: waiting.signal }).catch(() => undefined);
  const names = await Promise.race([fetchInstanceNames(tenantId, connectionId), tooLate]);
  waiting.abort();
  if (!names?.ok) return new Map();
  return new Map([...names.value.queues, ...names.value.agents].map(({ id, name }) => [id, name]));
}

/** The name of an id, or the id's beginning where no name is known. */
export function nameOf(names: readonly NamedId[], id: string): string {
  return names.find((one) => one.id === id)?.name ?? `${id.slice(0, 8)}…`;
}

async function askNames(tenantId: TenantId, connectionId: string): Promise<Result<InstanceNames>> {
  try {
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    const signal = AbortSignal.timeout(deadlineMs);
    const [queues, agents] = await Promise.allSettled([
      listQueues(access, signal),
      listAgents(access, signal),
    ]);
    return succeed({
      queues: queues.status === "fulfilled" ? queues.value : [],
      agents: agents.status === "fulfilled" ? agents.value : [],
      unread: [
        ...(queues.status === "rejected" ? (["queues"] as const) : []),
        ...(agents.status === "rejected" ? (["agents"] as const) : []),
      ],
      problems: [queues, agents].flatMap((one) =>
        one.status === "rejected" ? [describeFailure(one.reason)] : [],
      ),
    });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

function listQueues({ clients, instanceId }: AwsAccess, signal: AbortSignal): Promise<NamedId[]> {
  return allPages(async (NextToken) => {
    const page = await clients.connect.send(
      new ListQueuesCommand({
        InstanceId: instanceId,
        QueueTypes: ["STANDARD"],
        MaxResults: 100,
        NextToken,
      }),
      { abortSignal: signal },
    );
    return { items: page.QueueSummaryList?.map(({ Id, Name }) => [Id, Name]), next: page.NextToken };
  });
}

function listAgents({ clients, instanceId }: AwsAccess, signal: AbortSignal): Promise<NamedId[]> {
  return allPages(async (NextToken) => {
    const page = await clients.connect.send(
      new ListUsersCommand({ InstanceId: instanceId, MaxResults: 100, NextToken }),
      { abortSignal: signal },
    );
    return { items: page.UserSummaryList?.map(({ Id, Username }) => [Id, Username]), next: page.NextToken };
  });
}

interface Page {
  items: (string | undefined)[][] | undefined;
  next: string | undefined;
}

async function allPages(read: (token: string | undefined) => Promise<Page>): Promise<NamedId[]> {
  const found: NamedId[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const page = await read(token);
    for (const [id, name] of page.items ?? []) if (id && name) found.push({ id, name });
    token = page.next;
    pages++;
  } while (token !== undefined && pages < maxPages);
  return found.sort((one, other) => one.name.localeCompare(other.name));
}
