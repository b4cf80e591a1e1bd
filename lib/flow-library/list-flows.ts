import { type ContactFlow, type ContactFlowType, SearchContactFlowsCommand } from "@aws-sdk/client-connect";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { ownershipOf } from "@/lib/engine/ownership";
import type { FlowListItem, FlowPage } from "@/lib/flow-library/flow-of-instance";
import { flowTypeTitle } from "@/lib/flow-library/flow-types";
import { parseFlow } from "@/lib/flows/language/parse-flow";
import { config } from "@/lib/kernel/config";
import { asIntegrationId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";

export interface FlowSearch {
  tenantId: TenantId;
  connectionId: string;
  /** A part of the name. */
  name?: string | undefined;
  /** CONTACT_FLOW, CUSTOMER_QUEUE. */
  type?: string | undefined;
  pageToken?: string | undefined;
}

/** AWS gives whole contents with each flow, up to 250 KB: a page stays small. */
const flowsAPage = 50;

/** One page of the instance's flows, by name within the page. Call it outside any scope. */
export async function listFlows(search: FlowSearch): Promise<Result<FlowPage>> {
  const { tenantId, connectionId, name, type, pageToken } = search;
  try {
    const { clients, instanceId } = requireInstance(await openAwsConnection(tenantId, connectionId));
    const conditions = [
      ...(name === undefined || name === ""
        ? []
        : [{ StringCondition: { FieldName: "name", Value: name, ComparisonType: "CONTAINS" as const } }]),
      ...(type === undefined ? [] : [{ TypeCondition: type as ContactFlowType }]),
    ];
    const command = new SearchContactFlowsCommand({
      InstanceId: instanceId,
      MaxResults: flowsAPage,
      ...(pageToken === undefined ? {} : { NextToken: pageToken }),
      ...(conditions.length === 0 ? {} : { SearchCriteria: { AndConditions: conditions } }),
    });
    const page = await clients.connect.send(command);
    const flows = (page.ContactFlows ?? []).map((flow) => listItemOf(flow, tenantId));
    return succeed({
      flows: flows.sort((one, other) => one.name.localeCompare(other.name)),
      ...(page.NextToken === undefined ? {} : { nextPageToken: page.NextToken }),
    });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/** A flow as AWS describes it, for the screens. */
export function listItemOf(flow: ContactFlow, tenantId: TenantId): FlowListItem {
  const parsed = parseFlow(flow.Content ?? "");
  const integrationId = integrationOf(flow.Tags, tenantId);
  return {
    id: (flow.Id ?? "").replace(/:\$SAVED$/, ""),
    arn: (flow.Arn ?? "").replace(/:\$SAVED$/, ""),
    name: flow.Name ?? "",
    type: flow.Type ?? "",
    typeTitle: flowTypeTitle(flow.Type ?? ""),
    description: flow.Description ?? "",
    isPublished: (flow.Status ?? "PUBLISHED").toUpperCase() === "PUBLISHED",
    isArchived: flow.State === "ARCHIVED",
    ...(parsed.ok ? { blocks: parsed.value.Actions.length } : {}),
    contentSha256: flow.FlowContentSha256 ?? "",
    ...(flow.LastModifiedTime === undefined ? {} : { changedAt: flow.LastModifiedTime.toISOString() }),
    ...(integrationId === undefined ? {} : { integrationId }),
  };
}

function integrationOf(
  tags: Record<string, string> | undefined,
  tenant: TenantId,
): IntegrationId | undefined {
  const integration = tags?.["patchbay:integration"] ?? "";
  const { installation } = config();
  const ownership = ownershipOf(tags, { installation, tenant, integration: asIntegrationId(integration) });
  return ownership.kind === "ours" && integration !== "" ? asIntegrationId(integration) : undefined;
}
