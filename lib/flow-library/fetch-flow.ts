import { type ContactFlow, DescribeContactFlowCommand } from "@aws-sdk/client-connect";
import { type AwsAccess, openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { describeFailure } from "@/lib/aws/describe-failure";
import { refuseForeign } from "@/lib/engine/refuse-foreign";
import type { BothStages, FlowStage, StoredFlow } from "@/lib/flow-library/flow-of-instance";
import { listItemOf } from "@/lib/flow-library/list-flows";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";

export interface FlowAddress {
  tenantId: TenantId;
  connectionId: string;
  /** Without `:$SAVED`. */
  flowId: string;
}

/** What calls run and what was saved since, each byte for byte. Call it outside any scope. */
export async function fetchFlow({
  tenantId,
  connectionId,
  flowId,
}: FlowAddress): Promise<Result<BothStages>> {
  try {
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    const read = async (stage: FlowStage) => {
      const flow = await describeStage(access, tenantId, flowId, stage);
      return flow && storedFlow(flow, stage, tenantId);
    };
    const live = await read("live");
    try {
      const draft = await read("draft");
      if (live === undefined && draft === undefined) return fail(flowNotFound);
      return succeed({ ...(live && { live }), ...(draft && { draft }) });
    } catch (error) {
      if (live === undefined) throw error;
      return succeed({ live, draftProblem: describeFailure(error) });
    }
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/** undefined when there is no such flow, or none of this stage. Throws a Problem for another tenant's: resource-foreign. */
export async function describeStage(
  access: AwsAccess,
  tenantId: TenantId,
  flowId: string,
  stage: FlowStage,
): Promise<ContactFlow | undefined> {
  const ContactFlowId = stage === "live" ? flowId : `${flowId}:$SAVED`;
  try {
    const command = new DescribeContactFlowCommand({ InstanceId: access.instanceId, ContactFlowId });
    const { ContactFlow: flow } = await access.clients.connect.send(command);
    if (flow)
      refuseForeign(access, tenantId, { title: `The flow "${flow.Name}"`, arn: flow.Arn, tags: flow.Tags });
    return flow;
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException", "ContactFlowNotPublishedException")) return undefined;
    throw error;
  }
}

function storedFlow(flow: ContactFlow, stage: FlowStage, tenantId: TenantId): StoredFlow {
  const { blocks: _, ...item } = listItemOf(flow, tenantId);
  return { ...item, isPublished: stage === "live" || item.isPublished, stage, text: flow.Content ?? "" };
}

export const flowNotFound = {
  code: "flow-not-found",
  sentence: "This flow doesn't exist in the instance.",
  wayOut: "Check the list of flows. It may have been deleted or renamed.",
};
