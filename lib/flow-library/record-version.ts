import { createHash } from "node:crypto";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";

export interface PublishedContent {
  tenantId: TenantId;
  flowId: string;
  flowArn: string;
  name: string;
  /** Byte for byte as Connect was given it. */
  content: string;
  /** Name of the person, or of the deployment's approver. */
  savedBy: string;
  integrationId?: IntegrationId;
  deploymentId?: string;
}

/**
 * Keeps what was published of a flow, in the same unit of work as the record of publishing it. The content that the
 * last version has isn't kept twice, so that a job that runs again adds nothing.
 */
export async function recordFlowVersion(db: TenantDatabase, published: PublishedContent): Promise<void> {
  const contentSha256 = createHash("sha256").update(published.content).digest("hex");
  const last = await db.flowVersion.findFirst({
    where: { flowArn: published.flowArn },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { contentSha256: true },
  });
  if (last?.contentSha256 === contentSha256) return;
  await db.flowVersion.create({ data: { ...published, contentSha256 }, select: { id: true } });
}
