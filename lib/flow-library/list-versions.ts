import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { type IntegrationId, isUuid } from "@/lib/kernel/ids";

/** One content of a flow that this console published. */
export interface FlowVersion {
  id: string;
  flowId: string;
  flowArn: string;
  /** The flow's name at that time. */
  name: string;
  contentSha256: string;
  savedBy: string;
  /** When it was published. */
  at: Date;
  integrationId?: IntegrationId;
  deploymentId?: string;
}

export interface FlowVersionWithText extends FlowVersion {
  /** The content, byte for byte. */
  text: string;
}

export interface FlowVersionPage {
  versions: FlowVersion[];
  /** Give it back as `before` for the next page; absent on the last. */
  before?: Date;
}

const page = 50;

/** A flow's versions, the newest first. What someone published outside Patchbay isn't among them. */
export async function listFlowVersions(
  db: TenantDatabase,
  flowArn: string,
  before?: Date,
): Promise<FlowVersionPage> {
  const rows = await db.flowVersion.findMany({
    where: { flowArn, ...(before === undefined ? {} : { at: { lt: before } }) },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: page + 1,
    omit: { content: true },
  });
  const versions = rows.slice(0, page).map(toVersion);
  const last = versions.at(-1);
  return { versions, ...(rows.length > page && last !== undefined ? { before: last.at } : {}) };
}

/** Foreign and missing look the same: undefined. */
export async function loadFlowVersion(
  db: TenantDatabase,
  id: string,
): Promise<FlowVersionWithText | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.flowVersion.findFirst({ where: { id } });
  return row === null ? undefined : { ...toVersion(row), text: row.content };
}

/**
 * The version that a call at this time went through, as far as this console knows: what someone published past it in
 * between isn't seen here. undefined before the first version, and for flows that it never published.
 */
export async function versionLiveAt(
  db: TenantDatabase,
  flowArn: string,
  at: Date,
): Promise<FlowVersion | undefined> {
  const row = await db.flowVersion.findFirst({
    where: { flowArn, at: { lte: at } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    omit: { content: true },
  });
  return row === null ? undefined : toVersion(row);
}

interface Row {
  id: string;
  flowId: string;
  flowArn: string;
  name: string;
  contentSha256: string;
  savedBy: string;
  at: Date;
  integrationId: IntegrationId | null;
  deploymentId: string | null;
}

function toVersion(row: Row): FlowVersion {
  const { id, flowId, flowArn, name, contentSha256, savedBy, at } = row;
  return {
    ...{ id, flowId, flowArn, name, contentSha256, savedBy, at },
    ...(row.integrationId === null ? {} : { integrationId: row.integrationId }),
    ...(row.deploymentId === null ? {} : { deploymentId: row.deploymentId }),
  };
}
