import { DescribeContactFlowCommand, ListFlowAssociationsCommand } from "@aws-sdk/client-connect";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { ownershipOf } from "./ownership";
import type { ResourceContext } from "./resource";

/** Neither describing nor listing numbers tells the flow; this list does, by id or by ARN. "" when it has none. */
export async function fetchFlowOfNumber(context: ResourceContext, phoneNumberId: string): Promise<string> {
  let NextToken: string | undefined;
  do {
    const command = new ListFlowAssociationsCommand({
      InstanceId: context.instanceId,
      ResourceType: "VOICE_PHONE_NUMBER",
      NextToken,
    });
    const page = await context.aws.connect.send(command, { abortSignal: context.signal });
    const found = page.FlowAssociationSummaryList?.find(
      (each) => lastPart(each.ResourceId) === phoneNumberId,
    );
    if (found !== undefined) return lastPart(found.FlowId);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return "";
}

/** Whether a flow carries this integration's tags. One that is gone is nobody's. */
export async function isOurFlow(context: ResourceContext, flowId: string): Promise<boolean> {
  try {
    const command = new DescribeContactFlowCommand({ InstanceId: context.instanceId, ContactFlowId: flowId });
    const { ContactFlow } = await context.aws.connect.send(command, { abortSignal: context.signal });
    return ownershipOf(ContactFlow?.Tags, context.owner).kind === "ours";
  } catch (error) {
    // A flow that was never published, which no number can have had, or none at all.
    if (isAwsError(error, "ResourceNotFoundException", "ContactFlowNotPublishedException")) return false;
    throw error;
  }
}

function lastPart(idOrArn: string | undefined): string {
  return idOrArn?.split("/").at(-1) ?? "";
}
