import type { Contact } from "@aws-sdk/client-connect";
import { withTenant } from "@/lib/access/tenant/scope";
import { findAgentPage } from "@/lib/agent-page/find-agent-page";
import { hasAgentPageRecords, loadAgentPageEvents } from "@/lib/agent-page/load-agent-page-events";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { refuseForeign } from "@/lib/engine/refuse-foreign";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { connectFlowUrl } from "@/lib/trail/links/connect-flow-url";
import { connectRecordUrl } from "@/lib/trail/links/connect-record-url";
import { consolePlace } from "@/lib/trail/links/console-place";
import type { TrailVendors } from "@/lib/trail/trail-vendor";
import { centersOfId } from "@/lib/vendors/contact-centers";
import { vendors } from "@/lib/vendors/registry";
import { openCenterTrail } from "./open-center-trail";
import { factsReader } from "./read-facts";
import { openTrailIn } from "./read-trail";
import type { TenantTrailReader } from "./tenant-trail-reader";
import {
  connectionsOf,
  readersOf,
  type TrailIntegration,
  toTrailIntegration,
  tracedTypes,
} from "./trail-integration";

interface Account {
  /** The tenant's name in this console's addresses. */
  slug: string;
  connectionId: string;
  integrations: TrailIntegration[];
  /** Its agents take calls on the console's own page, or did within the last 30 days. */
  hasAgentPage: boolean;
  /** Ids of the connections that they work with, by the vendor's name. */
  vendorConnections: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A tenant has a handful of accounts; each costs a request. */
const maxAccounts = 20;

/**
 * Opens the trail of a contact in whichever of the tenant's Connect instances knows it. The caller records the audit
 * event `contact:open`. Fails for an id that no instance knows; an account that cannot be
 * asked is the failure only when no other knows the contact.
 */
export async function openTrail(
  tenantId: TenantId,
  contactId: ContactId,
  signal?: AbortSignal,
): Promise<Result<TenantTrailReader>> {
  if (centersOfId(contactId).length > 0) return openCenterTrail(tenantId, contactId, signal);
  const accounts = await loadAccounts(tenantId);
  if (accounts.length === 0) return fail(noAccount);
  const tries = await Promise.all(accounts.map((account) => openIn(tenantId, account, contactId, signal)));
  const opened = tries.filter((one) => one.ok);
  const best = opened.find((one) => one.value.described) ?? opened[0];
  if (best) return best;
  const failures = tries.flatMap((one) => (one.ok ? [] : [one.problem]));
  const [unknown = noAccount] = failures;
  const inAll = {
    ...unknown,
    sentence: `There is no contact with this ID in any of this tenant's ${failures.length} instances.`,
  };
  return fail(
    failures.find(({ code }) => code !== "contact-unknown") ?? (failures.length > 1 ? inAll : unknown),
  );
}

async function openIn(
  tenantId: TenantId,
  { slug, connectionId, integrations, vendorConnections, hasAgentPage }: Account,
  contactId: ContactId,
  signal?: AbortSignal,
): Promise<Result<TenantTrailReader>> {
  try {
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    const { clients, accountId, region, instanceId, instanceAlias, instanceArn } = access;
    const context = {
      clients,
      accountId,
      region,
      instanceId,
      instanceAlias,
      guard: ({ Arn, Tags }: Contact) =>
        refuseForeign(access, tenantId, { title: "The contact", arn: Arn, tags: Tags }),
      functions: [...new Set(integrations.flatMap(({ functions }) => functions))],
      tables: [...new Set(integrations.flatMap(({ tables }) => tables))],
      ...vendorsOf(integrations),
      readers: readersOf(tenantId, vendorConnections),
      connectors: integrations.flatMap(({ connectors }) => connectors),
      apis: integrations.flatMap(({ apis }) => apis),
      ...(hasAgentPage && {
        readAgentPage: (id: ContactId) => withTenant(tenantId, (db) => loadAgentPageEvents(db, tenantId, id)),
      }),
      console: consolePlace(access),
      trailHref: (id: ContactId) => `/${slug}/contacts/${id}`,
      readFacts: factsReader({
        tenantId,
        slug,
        connectionId,
        connect: clients.connect,
        instanceId,
        account: { aws: clients, accountId, region, instanceArn },
        integrations,
      }),
    };
    const opened = await openTrailIn(context, contactId, signal);
    if (!opened.ok) return opened;
    const recordUrl = connectRecordUrl(access, opened.value.contactId);
    const flowUrl = (flowArn: string) => connectFlowUrl(access, flowArn);
    return succeed({ ...opened.value, connectionId, integrations, flowUrl, ...(recordUrl && { recordUrl }) });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/** The tenant's AWS connections, with what our deployments left in each. */
async function loadAccounts(tenantId: TenantId): Promise<Account[]> {
  return withTenant(tenantId, async (db) => {
    const tenant = await db.tenant.findFirst({ where: { id: tenantId }, select: { slug: true } });
    const connections = await db.connection.findMany({
      where: { tenantId, kind: "aws" },
      select: { id: true },
      orderBy: { createdAt: "asc" },
      take: maxAccounts,
    });
    const integrations = await db.integration.findMany({
      where: { tenantId },
      select: {
        id: true,
        name: true,
        blueprint: true,
        awsConnectionId: true,
        vendorConnections: true,
        managedResources: {
          where: { type: { in: [...tracedTypes] } },
          select: { type: true, name: true, outputs: true },
          orderBy: { logicalId: "asc" },
        },
      },
      orderBy: { createdAt: "asc" },
    });
    const page = await findAgentPage(db, tenantId);
    const hasPageRecords = !page && (await hasAgentPageRecords(db, tenantId));
    return connections.map(({ id }) => {
      const own = integrations.filter(({ awsConnectionId }) => awsConnectionId === id);
      return {
        slug: tenant?.slug ?? "",
        connectionId: id,
        hasAgentPage: page ? page.awsConnectionId === id : hasPageRecords,
        integrations: own.map((one) => toTrailIntegration(one)),
        vendorConnections: connectionsOf(own),
      };
    });
  });
}

/** The integrations' own vendors first: others may still be shown by a flow that is the tenant's own. */
function vendorsOf(integrations: readonly TrailIntegration[]): TrailVendors {
  const used = new Set(integrations.map(({ vendor }) => vendor));
  return {
    vendors: [
      ...vendors.filter(({ name }) => used.has(name)),
      ...vendors.filter(({ name }) => !used.has(name)),
    ],
    vendorOfFlow: (flowArn) => integrations.find(({ flows }) => flows.includes(flowArn))?.vendor,
  };
}

const noAccount: Problem = {
  code: "no-aws-connection",
  sentence: "No AWS account is connected, so there are no Amazon Connect contacts to open.",
  wayOut: "Connect your contact center's AWS account first, or use the ID of the connected contact center.",
};
