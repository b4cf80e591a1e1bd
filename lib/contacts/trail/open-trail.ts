import type { Contact } from "@aws-sdk/client-connect";
import { type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { vendorConnection } from "@/lib/connections/vendor-connection";
import { refuseForeign } from "@/lib/engine/refuse-foreign";
import { functionName } from "@/lib/hops/hop-of-function";
import { parseContactId } from "@/lib/kernel/contact-id";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { connectRecordUrl } from "@/lib/trail/links/connect-record-url";
import { consolePlace } from "@/lib/trail/links/console-place";
import type { TrailContext } from "@/lib/trail/trail-source";
import type { TrailVendors } from "@/lib/trail/trail-vendor";
import { vendorOfBlueprint, vendors } from "@/lib/vendors/registry";
import { factsReader } from "./read-facts";
import { openTrailIn, type TrailReader } from "./read-trail";

/** What an integration has deployed, as far as a trail can show that a call went through it. */
export interface TrailIntegration {
  integrationId: string;
  /** Whose voice agent its calls go to; absent for a vendor that there is no longer. */
  vendor?: string;
  /** The kind of its integration. */
  kind: string;
  functions: string[];
  tables: string[];
  /** ARNs of its contact flows. */
  flows: string[];
  connectors: { id: string; name: string }[];
  /** APIs that write an access log. */
  apis: { id: string; name: string; logGroup: string }[];
}

export interface TenantTrailReader extends TrailReader {
  connectionId: string;
  integrations: TrailIntegration[];
  /** Its page in Amazon Connect; absent for the sandbox. */
  recordUrl?: string;
}

interface Account {
  /** The tenant's name in this console's addresses. */
  slug: string;
  connectionId: string;
  integrations: TrailIntegration[];
  /** Ids of the connections that they work with, by the vendor's name. */
  vendorConnections: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Resources in which a call leaves traces, or which a trail is recognised by. */
const tracedTypes = ["lambda-function", "dynamodb-table", "contact-flow", "voice-connector", "rest-api"];

/** A tenant has a handful of accounts; each costs a request. */
const maxAccounts = 20;

/**
 * Opens the trail of a contact in whichever of the tenant's Connect instances knows it. The caller records the audit
 * event `contact:open`. Fails for an id that is none, and for one that no instance knows; an account that cannot be
 * asked is the failure only when no other knows the contact.
 */
export async function openTrail(
  tenantId: TenantId,
  contactId: string,
  signal?: AbortSignal,
): Promise<Result<TenantTrailReader>> {
  const id = parseContactId(contactId);
  if (!id.ok) return id;
  const accounts = await findAccounts(tenantId);
  if (accounts.length === 0) return fail(noAccount);
  const tries = await Promise.all(accounts.map((account) => openIn(tenantId, account, id.value, signal)));
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
  { slug, connectionId, integrations, vendorConnections }: Account,
  contactId: string,
  signal?: AbortSignal,
): Promise<Result<TenantTrailReader>> {
  try {
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    const { clients, accountId, region, instanceId, instanceAlias } = access;
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
      console: consolePlace(access),
      trailHref: (id: string) => `/${slug}/contacts/${id}`,
      readFacts: factsReader({
        tenantId,
        slug,
        connectionId,
        connect: clients.connect,
        instanceId,
        integrations,
      }),
    };
    const opened = await openTrailIn(context, contactId, signal);
    if (!opened.ok) return opened;
    const recordUrl = connectRecordUrl(access, opened.value.contactId);
    return succeed({ ...opened.value, connectionId, integrations, ...(recordUrl && { recordUrl }) });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/** The tenant's AWS connections, with what our deployments left in each. */
async function findAccounts(tenantId: TenantId): Promise<Account[]> {
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
        blueprint: true,
        awsConnectionId: true,
        vendorConnections: true,
        managedResources: {
          where: { type: { in: tracedTypes } },
          select: { type: true, name: true, outputs: true },
          orderBy: { logicalId: "asc" },
        },
      },
      orderBy: { createdAt: "asc" },
    });
    return connections.map(({ id }) => {
      const own = integrations.filter(({ awsConnectionId }) => awsConnectionId === id);
      return {
        slug: tenant?.slug ?? "",
        connectionId: id,
        integrations: own.map(toTrailIntegration),
        vendorConnections: connectionsOf(own),
      };
    });
  });
}

function toTrailIntegration({
  id: integrationId,
  blueprint: kind,
  managedResources: resources,
}: {
  id: string;
  blueprint: string;
  managedResources: { type: string; name: string; outputs: unknown }[];
}): TrailIntegration {
  const vendor = vendorOfBlueprint(kind)?.name;
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    integrationId,
    kind,
    ...(vendor && { vendor }),
    functions: of("lambda-function").map(({ name, outputs }) =>
      functionName(textMember(outputs, "arn") ?? name),
    ),
    tables: of("dynamodb-table").map(({ name, outputs }) => textMember(outputs, "name") ?? name),
    flows: of("contact-flow").flatMap(({ outputs }) => textMember(outputs, "arn") ?? []),
    connectors: of("voice-connector").flatMap(({ name, outputs }) => {
      const id = textMember(outputs, "id");
      return id === undefined ? [] : [{ id, name }];
    }),
    apis: of("rest-api").flatMap(({ name, outputs }) => {
      const [id, logGroup] = [textMember(outputs, "id"), textMember(outputs, "logGroup")];
      return id === undefined || logGroup === undefined ? [] : [{ id, name, logGroup }];
    }),
  };
}

function connectionsOf(integrations: { vendorConnections: unknown }[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { vendorConnections } of integrations)
    for (const vendor of Object.keys(Object(vendorConnections))) {
      const id = textMember(vendorConnections, vendor);
      if (id !== undefined) found.set(vendor, (found.get(vendor) ?? new Set()).add(id));
    }
  return found;
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

/** All readers of an account share its connection, which is opened once. */
function readersOf(
  tenantId: TenantId,
  vendorConnections: Account["vendorConnections"],
): NonNullable<TrailContext["readers"]> {
  const connections = new Map(
    [...vendorConnections].map(([vendor, ids]) => [
      vendor,
      [...ids].map((id) => vendorConnection(tenantId, id)),
    ]),
  );
  return ({ vendor, open }) => (connections.get(vendor) ?? []).map(open);
}

function textMember(record: unknown, key: string): string | undefined {
  const value = typeof record === "object" && record !== null ? Reflect.get(record, key) : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

const noAccount: Problem = {
  code: "no-aws-connection",
  sentence: "No AWS account is connected, so there are no contacts to search.",
  wayOut: "Connect your contact center's AWS account first.",
};
