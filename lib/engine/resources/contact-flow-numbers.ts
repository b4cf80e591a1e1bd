import { paginateListFlowAssociations, paginateListPhoneNumbersV2 } from "@aws-sdk/client-connect";
import { ProblemError } from "@/lib/kernel/result";
import type { ResourceContext } from "../resource";

/** The instance's numbers whose calls go to a flow: "+12065550100". */
export async function listNumbersOnFlow(context: ResourceContext, flowId: string): Promise<string[]> {
  const { aws, instanceId: InstanceId, signal: abortSignal } = context;
  const settings = { client: aws.connect };
  const ids = new Set<string>();
  const associations = { InstanceId, ResourceType: "VOICE_PHONE_NUMBER" as const };
  for await (const page of paginateListFlowAssociations(settings, associations, { abortSignal })) {
    for (const { FlowId, ResourceId } of page.FlowAssociationSummaryList ?? []) {
      if (lastPart(FlowId) === flowId) ids.add(lastPart(ResourceId));
    }
  }
  if (ids.size === 0) return [];
  const numbers: string[] = [];
  for await (const page of paginateListPhoneNumbersV2(settings, { InstanceId }, { abortSignal })) {
    for (const { PhoneNumber, PhoneNumberId = "" } of page.ListPhoneNumbersSummaryList ?? []) {
      if (ids.has(PhoneNumberId)) numbers.push(PhoneNumber ?? PhoneNumberId);
    }
  }
  return numbers.sort();
}

export function flowInUse(flow: string, numbers: readonly string[]): ProblemError {
  return new ProblemError({
    code: "flow-in-use",
    sentence: `Calls to ${numbers.join(", ")} still go to the flow "${flow}", so it wasn't deleted.`,
    wayOut:
      "Assign these numbers to another flow in the Connect console and try again, or leave the flow in the account.",
  });
}

function lastPart(idOrArn: string | undefined): string {
  return idOrArn?.split("/").at(-1) ?? "";
}
