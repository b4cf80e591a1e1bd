import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { ContactFilter } from "./contact-filter";
import { fetchInstanceNames } from "./instance-names";
import { listFromCenter } from "./list-center";
import type { BareChunk, ChunkRequest, ListContext } from "./list-context";
import { listFromFindings } from "./list-from-findings";
import { listFromFlowLog } from "./list-from-flow-log";
import { type ListedContact, markRows, nameRows } from "./name-rows";
import { searchEveryMs, takeTurn } from "./request-pace";
import { criteriaOf, searchContacts } from "./search-contacts";
import { listAccounts, type SearchAccount } from "./tenant-accounts";

/** A part of a list: what one request or so brings. It may be empty with more behind it. */
export interface ContactChunk extends BareChunk {
  contacts: ListedContact[];
}

/** Longer than a person waits for the next part of a list. */
const deadlineMs = 20_000;

/**
 * The next part of a list of contacts, the newest first, with names and findings. Amazon Connect's search knows neither
 * flows nor findings: a list narrowed to an integration comes from the flow log, one narrowed to findings from the scan,
 * and Amazon Connect's records are asked for the rest. Opens the account itself: call it outside any scope.
 */
export async function fetchChunk(request: ChunkRequest, signal?: AbortSignal): Promise<Result<ContactChunk>> {
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const account = chooseAccount(await listAccounts(request.tenantId), request.filter);
    if (!account.ok) return account;
    const { connectionId, center, integrations } = account.value;
    const within = signal ? AbortSignal.any([signal, deadline]) : deadline;
    if (center) {
      const own = { connectionId, integrations, center: center.center };
      const chunk = await listFromCenter(request, own, within);
      if (!chunk.ok) return chunk;
      const listed = await markRows(request.tenantId, connectionId, chunk.value.contacts);
      return succeed({ ...chunk.value, contacts: shownOf(request.filter, listed) });
    }
    const access = requireInstance(await openAwsConnection(request.tenantId, connectionId));
    const context: ListContext = {
      ...request,
      account: account.value,
      access,
      signal: within,
    };
    // Asked for beside the contacts: the names are kept then.
    void fetchInstanceNames(request.tenantId, connectionId);
    const chunk = await listBare(context);
    if (!chunk.ok) return chunk;
    const listed = await nameRows(request.tenantId, connectionId, chunk.value.contacts);
    return succeed({ ...chunk.value, contacts: shownOf(request.filter, listed) });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

function shownOf({ onlyFindings }: ContactFilter, listed: ListedContact[]): ListedContact[] {
  return onlyFindings ? listed.filter(({ findings }) => findings.length > 0) : listed;
}

/** The account that a filter means; an integration lives in one. */
export function chooseAccount(accounts: SearchAccount[], filter: ContactFilter): Result<SearchAccount> {
  const { integration, account } = filter;
  const chosen = accounts.find((one) =>
    integration
      ? one.integrations.some(({ id }) => id === integration)
      : account === undefined || one.connectionId === account,
  );
  if (chosen) return succeed(chosen);
  return fail(accounts.length === 0 ? noAccount : integration ? noIntegration : accountGone);
}

async function listBare(context: ListContext): Promise<Result<BareChunk>> {
  const { filter, access, from, to, token, limit, signal } = context;
  if (filter.integration) return listFromFlowLog(context);
  if (filter.onlyFindings) return listFromFindings(context);
  const { accountId, region, clients, instanceId } = access;
  const found = await searchContacts(
    clients.connect,
    {
      instanceId,
      from,
      to,
      requests: 1,
      turn: (stop) => takeTurn(`search:${accountId}:${region}`, searchEveryMs, stop),
      criteria: criteriaOf(filter),
      ...(token ? { pageToken: token } : {}),
      ...(limit ? { limit } : {}),
    },
    signal,
  );
  if (!found.ok) return found;
  const { contacts, nextPageToken, reachedAt } = found.value;
  return succeed({ contacts, next: nextPageToken, reachedAt });
}

const noAccount: Problem = {
  code: "no-aws-connection",
  sentence: "No contact center is connected, so there are no contacts to list.",
  wayOut: "Connect your contact center first: an AWS account, or a contact center of another vendor.",
};
const noIntegration: Problem = {
  code: "integration-unknown",
  sentence: "The integration in this search no longer exists.",
  wayOut: "Remove the filter, or choose another integration.",
};
const accountGone: Problem = {
  code: "connection-not-found",
  sentence: "The account in this search is no longer connected.",
  wayOut: "Choose another account.",
};
