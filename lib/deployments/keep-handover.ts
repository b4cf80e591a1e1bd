import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { parsePlanned } from "@/lib/engine/stored-plan";
import { recordFlowVersion } from "@/lib/flow-library/record-version";
import { handOver, takeBack } from "@/lib/flows/edit/hand-over";
import { type FlowDocument, isRecord } from "@/lib/flows/language/flow-document";
import { parseFlow, serialiseFlow } from "@/lib/flows/language/parse-flow";
import { isPlainObject, toJson } from "@/lib/kernel/plain-json";

/** The type of the resource that has another integration's flow go on to this one's. */
export const handoverType = "flow-handover";

/**
 * After a handover was made or taken back: the record of the other integration's flow says so too, in both of its variants.
 * Its bypass, its trail and its next plan then go by what is live.
 */
export async function keepHandover(
  db: TenantDatabase,
  { flowId, toFlow }: { flowId: string; toFlow: string | undefined },
  by: { savedBy: string; deploymentId: string },
): Promise<void> {
  const where = { type: "contact-flow", physicalId: { endsWith: `/contact-flow/${flowId}` } };
  const rows = flowId === "" ? [] : await db.managedResource.findMany({ where });
  for (const { tenantId, integrationId, logicalId, desired, physicalId: flowArn } of rows) {
    const [planned] = parsePlanned([desired]);
    if (planned === undefined) continue;
    const changed = {
      ...planned,
      props: withContent(planned.props, toFlow),
      ...(planned.standby === undefined ? {} : { standby: withContent(planned.standby, toFlow) }),
    };
    await db.managedResource.update({
      where: { tenantId_integrationId_logicalId: { tenantId, integrationId, logicalId } },
      data: { desired: toJson(changed) },
    });
    await keepVersion(db, flowArn, toFlow, by);
  }
}

/** What is published now, made of what was before: the same edit that the account's flow got. */
async function keepVersion(
  db: TenantDatabase,
  flowArn: string,
  toFlow: string | undefined,
  by: { savedBy: string; deploymentId: string },
): Promise<void> {
  const last = await db.flowVersion.findFirst({
    where: { flowArn },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  const parsed = parseFlow(last?.content ?? "");
  if (last === null || !parsed.ok) return;
  const content = edit(parsed.value, toFlow);
  const { tenantId, flowId, name, integrationId } = last;
  const published = { tenantId, flowId, flowArn, name, content: serialiseFlow(content), ...by };
  await recordFlowVersion(db, {
    ...published,
    ...(integrationId === null ? {} : { integrationId }),
  });
}

function edit(content: FlowDocument, toFlow: string | undefined): FlowDocument {
  return (toFlow === undefined ? takeBack(content) : handOver(content, toFlow)) ?? content;
}

function withContent(props: Record<string, unknown>, toFlow: string | undefined): Record<string, unknown> {
  const { content } = props;
  if (!isFlow(content)) return props;
  return { ...props, content: edit(content, toFlow) };
}

function isFlow(value: unknown): value is FlowDocument {
  return isPlainObject(value) && Array.isArray(value.Actions) && value.Actions.every(isRecord);
}
