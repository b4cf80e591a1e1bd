import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsAccess, openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { type CcpAddress, fetchCcpAddress } from "./ccp-address";
import { type AgentPage, findAgentPage } from "./find-agent-page";

export interface OpenedAgentPage extends AgentPage {
  access: AwsAccess;
  ccp: CcpAddress;
}

/**
 * The tenant's page with its instance's address. Fails with `agent-page-off` when no deployed integration offers one, and
 * with what kept the account from answering. Call it outside any scope.
 */
export async function openAgentPage(tenantId: TenantId): Promise<Result<OpenedAgentPage>> {
  const page = await withTenant(tenantId, (db) => findAgentPage(db, tenantId));
  if (!page) return fail(pageOff);
  try {
    const access = requireInstance(await openAwsConnection(tenantId, page.awsConnectionId));
    return succeed({ ...page, access, ccp: await fetchCcpAddress(access) });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

const pageOff: Problem = {
  code: "agent-page-off",
  sentence: "The agent page isn't set up for this tenant.",
  wayOut: "Ask an administrator to turn on the agent page in the integration's settings, and to deploy it.",
};
