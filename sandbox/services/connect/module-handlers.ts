import { randomUUID } from "node:crypto";
import type {
  CreateContactFlowModuleRequest,
  DeleteContactFlowModuleRequest,
  DescribeContactFlowModuleRequest,
  ListContactFlowModulesRequest,
  UpdateContactFlowModuleContentRequest,
} from "@aws-sdk/client-connect";
import type { SandboxAccount } from "../../state/account";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, childArn, idOf } from "./arns";
import type { ConnectState, FlowModule } from "./connect-model";
import { connectState } from "./connect-state";
import { knownResources, withoutQualifier } from "./known-resources";
import { page } from "./page";
import { validateFlow } from "./validate-flow";

export const moduleHandlers: Record<string, Handler> = {
  ListContactFlowModules(input: Valid<ListContactFlowModulesRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const wanted = data.modules.filter(
      ({ state }) =>
        input.ContactFlowModuleState === undefined || input.ContactFlowModuleState.toUpperCase() === state,
    );
    const { items, nextToken } = page(wanted, input.MaxResults, input.NextToken);
    return {
      NextToken: nextToken,
      ContactFlowModulesSummaryList: items.map((one) => ({
        Id: one.id,
        Arn: childArn(account, data, "flow-module", one.id),
        Name: one.name,
        State: one.state,
      })),
    };
  },

  DescribeContactFlowModule(input: Valid<DescribeContactFlowModuleRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const one = findModule(data, input.ContactFlowModuleId);
    const draft = input.ContactFlowModuleId.endsWith(":$SAVED");
    return {
      ContactFlowModule: {
        Arn: childArn(account, data, "flow-module", one.id),
        Id: one.id,
        Name: one.name,
        Description: one.description,
        State: one.state,
        Status: draft ? "saved" : "published",
        Content: draft ? one.saved : (one.published ?? one.saved),
        Settings: one.settings,
        Tags: one.tags,
      },
    };
  },

  CreateContactFlowModule(input: Valid<CreateContactFlowModuleRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    if (file.data.modules.some(({ name }) => name === input.Name))
      throw new ServiceError("DuplicateResourceException", "A flow module with this name already exists.");
    checkContent(account, file.data, input.Content);
    const made: FlowModule = {
      id: randomUUID(),
      name: input.Name,
      tags: { ...input.Tags },
      modifiedAt: account.clock.now(),
      description: input.Description ?? "",
      state: "ACTIVE",
      published: input.Content,
      saved: input.Content,
      settings: input.Settings,
    };
    file.data.modules.push(made);
    file.save();
    return { Id: made.id, Arn: childArn(account, file.data, "flow-module", made.id) };
  },

  UpdateContactFlowModuleContent(
    input: Valid<UpdateContactFlowModuleContentRequest>,
    { account }: RequestContext,
  ) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const one = findModule(file.data, input.ContactFlowModuleId);
    const draft = input.ContactFlowModuleId.endsWith(":$SAVED");
    if (!draft) checkContent(account, file.data, input.Content ?? "");
    one.saved = input.Content ?? one.saved;
    if (!draft) one.published = one.saved;
    one.modifiedAt = account.clock.now();
    file.save();
    return {};
  },

  DeleteContactFlowModule(input: Valid<DeleteContactFlowModuleRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const { id } = findModule(file.data, input.ContactFlowModuleId);
    file.data.modules = file.data.modules.filter((one) => one.id !== id);
    file.save();
    return {};
  },
};

function findModule(state: ConnectState, idOrArn: string): FlowModule {
  const id = idOf(withoutQualifier(idOrArn));
  const found = state.modules.find((one) => one.id === id);
  if (!found) throw new ServiceError("ResourceNotFoundException", "Contact flow module not found");
  return found;
}

function checkContent(account: SandboxAccount, state: ConnectState, content: string): void {
  const problems = validateFlow(content, knownResources(account, state), "MODULE");
  if (problems.length === 0) return;
  throw new ServiceError("InvalidContactFlowModuleException", "", {
    Problems: problems.map((message) => ({ message })),
  });
}
