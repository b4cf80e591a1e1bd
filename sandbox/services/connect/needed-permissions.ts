import type { NeededPermission, RequestContext } from "../../wire/service";
import { tagConditions } from "../iam/tag-conditions";
import { idOf, instanceArn, phoneNumberArn } from "./arns";
import { connectState } from "./connect-state";
import { findTags } from "./directory-handlers";

/** The kind in the ARN of an operation's resource, by the member that names it. */
const kindOfMember: readonly (readonly [member: string, kind: string])[] = [
  ["ContactFlowId", "contact-flow"],
  ["ContactFlowModuleId", "flow-module"],
  ["QueueId", "queue"],
  ["HoursOfOperationId", "operating-hours"],
  ["PromptId", "prompt"],
  ["ViewId", "view"],
  ["ContactId", "contact"],
  ["InitialContactId", "contact"],
  ["IntegrationAssociationId", "integration-association"],
  ["SecurityProfileId", "security-profile"],
];

/** Creating and listing need permission for all resources of the kind: AWS's reference calls these wildcard resources. */
const wildcards: Record<string, string> = {
  CreateContactFlow: "contact-flow/*",
  CreateContactFlowModule: "flow-module/*",
  CreateQueue: "queue/*",
  CreateSecurityProfile: "security-profile/*",
  CreateView: "view/*",
  ListContactFlows: "contact-flow/*",
  ListQueues: "queue/*",
};

function instanceIdOf({ TargetArn }: Record<string, unknown>): string | undefined {
  return typeof TargetArn === "string" ? idOf(TargetArn) : undefined;
}

/** Connect's actions, on the instance or on resources in it (service authorization reference of Amazon Connect). */
export function neededPermissions(
  operation: string,
  input: Record<string, unknown>,
  { account }: RequestContext,
): NeededPermission[] {
  const action = `connect:${operation}`;
  const { data } = connectState(account);
  const { InstanceId, PhoneNumberId, resourceArn } = input;
  const instanceId = idOf(typeof InstanceId === "string" ? InstanceId : data.instance.id);
  const on = (resource: string): NeededPermission => ({
    action,
    resource,
    conditions: {
      ...tagConditions({
        resource: resource.endsWith("/*") ? {} : findTags(data, resource),
        request: input.Tags ?? input.tags,
        keys: input.tagKeys,
      }),
      "connect:instanceid": instanceId,
    },
  });
  const child = (path: string) => `${instanceArn(account, instanceId)}/${path}`;
  if (operation === "ListInstances") return [{ action }];
  // Numbers that nobody has claimed yet have no ARN of their own; the instance that gets one must be allowed too.
  if (operation === "SearchAvailablePhoneNumbers" || operation === "ClaimPhoneNumber")
    return [on(phoneNumberArn(account, "*")), on(instanceArn(account, instanceIdOf(input) ?? instanceId))];
  if (operation === "ListPhoneNumbersV2") return [on(phoneNumberArn(account, "*"))];
  if (typeof resourceArn === "string") return [on(resourceArn)];
  const number = typeof PhoneNumberId === "string" ? [on(phoneNumberArn(account, idOf(PhoneNumberId)))] : [];
  const wildcard = wildcards[operation];
  const named = kindOfMember.flatMap(([member, kind]) => {
    const value = input[member];
    return typeof value === "string" ? [on(child(`${kind}/${idOf(value)}`))] : [];
  });
  // Both the number and its new flow: each needs a permission of its own.
  if (number.length > 0) return [...named, ...number];
  if (wildcard !== undefined) return [on(child(wildcard))];
  return named.length > 0 ? named.slice(0, 1) : [on(instanceArn(account, instanceId))];
}
