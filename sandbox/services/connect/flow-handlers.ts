import { createHash, randomUUID } from "node:crypto";
import type {
  CreateContactFlowRequest,
  DeleteContactFlowRequest,
  DescribeContactFlowRequest,
  ListContactFlowsRequest,
  UpdateContactFlowContentRequest,
  UpdateContactFlowMetadataRequest,
  UpdateContactFlowNameRequest,
} from "@aws-sdk/client-connect";
import type { SandboxAccount } from "../../state/account";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, childArn, idOf } from "./arns";
import type { ConnectState, Flow } from "./connect-model";
import { connectState } from "./connect-state";
import { knownResources } from "./known-resources";
import { page } from "./page";
import { flowTypeOf } from "./publishing/action-rule";
import { validateFlow } from "./validate-flow";

/** AWS's default quota, and its largest content. */
const maxFlows = 100;
const maxContentCharacters = 256_000;

export const flowHandlers: Record<string, Handler> = {
  CreateContactFlow(input: Valid<CreateContactFlowRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    checkName(file.data, input.Name);
    if (file.data.flows.length >= maxFlows) {
      throw new ServiceError("LimitExceededException", `The instance has ${maxFlows} flows already.`);
    }
    const publish = input.Status !== "SAVED";
    checkContent(account, file.data, { content: input.Content, type: input.Type, publish });
    const flow: Flow = {
      id: randomUUID(),
      name: input.Name,
      type: input.Type,
      description: input.Description ?? "",
      state: "ACTIVE",
      published: publish ? input.Content : undefined,
      saved: input.Content,
      tags: { ...input.Tags },
      modifiedAt: account.clock.now(),
    };
    file.data.flows.push(flow);
    file.save();
    return {
      ContactFlowId: flow.id,
      ContactFlowArn: flowArn(account, file.data, flow),
      FlowContentSha256: sha256(input.Content),
    };
  },

  DescribeContactFlow(input: Valid<DescribeContactFlowRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const { flow, draft } = findFlow(data, input.ContactFlowId);
    if (!draft && flow.published === undefined) {
      throw new ServiceError("ContactFlowNotPublishedException", "The flow has not been published.");
    }
    return { ContactFlow: describeFlow(account, data, flow, draft) };
  },

  UpdateContactFlowContent(input: Valid<UpdateContactFlowContentRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const { flow, draft } = findFlow(file.data, input.ContactFlowId);
    checkContent(account, file.data, { content: input.Content, type: flow.type, publish: !draft });
    flow.saved = input.Content;
    if (!draft) flow.published = input.Content;
    touch(account, flow);
    return { FlowContentSha256: sha256(input.Content) };
  },

  UpdateContactFlowMetadata(input: Valid<UpdateContactFlowMetadataRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const { flow } = findFlow(file.data, input.ContactFlowId);
    if (input.Name !== undefined && input.Name !== flow.name) checkName(file.data, input.Name);
    flow.name = input.Name ?? flow.name;
    flow.description = input.Description ?? flow.description;
    flow.state = input.ContactFlowState ?? flow.state;
    touch(account, flow);
    return {};
  },

  UpdateContactFlowName(input: Valid<UpdateContactFlowNameRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const { flow } = findFlow(file.data, input.ContactFlowId);
    if (input.Name !== undefined && input.Name !== flow.name) checkName(file.data, input.Name);
    flow.name = input.Name ?? flow.name;
    flow.description = input.Description ?? flow.description;
    touch(account, flow);
    return {};
  },

  DeleteContactFlow(input: Valid<DeleteContactFlowRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const { flow } = findFlow(file.data, input.ContactFlowId);
    if (file.data.phoneNumbers.some(({ flowId }) => flowId === flow.id)) {
      throw new ServiceError("InvalidRequestException", "The flow is in use by a phone number.");
    }
    file.data.flows = file.data.flows.filter(({ id }) => id !== flow.id);
    file.save();
    return {};
  },

  ListContactFlows(input: Valid<ListContactFlowsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const types: readonly string[] = input.ContactFlowTypes ?? [];
    const wanted = data.flows.filter(({ type }) => types.length === 0 || types.includes(type));
    const { items, nextToken } = page(wanted, input.MaxResults, input.NextToken);
    return {
      NextToken: nextToken,
      ContactFlowSummaryList: items.map((flow) => ({
        Id: flow.id,
        Arn: flowArn(account, data, flow),
        Name: flow.name,
        ContactFlowType: flow.type,
        ContactFlowState: flow.state,
        ContactFlowStatus: statusOf(flow),
      })),
    };
  },
};

function flowArn(account: SandboxAccount, state: ConnectState, flow: Flow): string {
  return childArn(account, state, "contact-flow", flow.id);
}

export function statusOf(flow: Flow): "PUBLISHED" | "SAVED" {
  return flow.published === undefined ? "SAVED" : "PUBLISHED";
}

export function describeFlow(account: SandboxAccount, state: ConnectState, flow: Flow, draft: boolean) {
  const content = draft ? flow.saved : (flow.published ?? flow.saved);
  return {
    Arn: flowArn(account, state, flow),
    Id: flow.id,
    Name: flow.name,
    Type: flow.type,
    State: flow.state,
    Status: draft ? "SAVED" : statusOf(flow),
    Description: flow.description,
    Content: content,
    Tags: flow.tags,
    FlowContentSha256: sha256(content),
    LastModifiedTime: flow.modifiedAt,
    LastModifiedRegion: account.region,
  };
}

/** An ID or an ARN; followed by `:$SAVED`, the draft. */
function findFlow(state: ConnectState, idOrArn: string): { flow: Flow; draft: boolean } {
  const draft = idOrArn.endsWith(":$SAVED");
  const id = idOf(draft ? idOrArn.slice(0, -":$SAVED".length) : idOrArn);
  const flow = state.flows.find((one) => one.id === id);
  if (!flow) throw new ServiceError("ResourceNotFoundException", "Contact flow not found");
  return { flow, draft };
}

function checkName(state: ConnectState, name: string): void {
  if (name === "" || name.length > 127)
    throw new ServiceError("InvalidParameterException", "Name must have 1 to 127 characters.");
  if (state.flows.some((flow) => flow.name === name)) {
    throw new ServiceError("DuplicateResourceException", "A contact flow with this name already exists.");
  }
}

/** Drafts aren't validated. Publishing is, with an empty message and the problems in a separate member. */
function checkContent(
  account: SandboxAccount,
  state: ConnectState,
  { content, type, publish }: { content: string; type: string; publish: boolean },
): void {
  if (content.length > maxContentCharacters) {
    throw new ServiceError(
      "InvalidParameterException",
      `Content is longer than ${maxContentCharacters} characters.`,
    );
  }
  const problems = publish ? validateFlow(content, knownResources(account, state), flowTypeOf(type)) : [];
  if (problems.length === 0) return;
  throw new ServiceError("InvalidContactFlowException", "", {
    problems: problems.map((message) => ({ message })),
  });
}

function touch(account: SandboxAccount, flow: Flow): void {
  flow.modifiedAt = account.clock.now();
  connectState(account).save();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
