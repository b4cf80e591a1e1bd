import { randomUUID } from "node:crypto";
import type {
  CreateViewRequest,
  DeleteViewRequest,
  DescribeViewRequest,
  ListViewsRequest,
} from "@aws-sdk/client-connect";
import type { SandboxAccount } from "../../state/account";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, childArn, idOf } from "./arns";
import type { ConnectState, View } from "./connect-model";
import { connectState } from "./connect-state";
import { withoutQualifier } from "./known-resources";
import { findManagedView, managedViewArn, managedViews } from "./managed-views";
import { page } from "./page";

const managed = { Status: "PUBLISHED", Type: "AWS_MANAGED", Description: "" };

export const viewHandlers: Record<string, Handler> = {
  ListViews(input: Valid<ListViewsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const all = [
      ...managedViews.map(({ id, name }) => ({
        Id: id,
        Arn: managedViewArn(account.region, id),
        Name: name,
        ...managed,
      })),
      ...data.views.map((view) => summarise(account, data, view)),
    ].filter(({ Type }) => input.Type === undefined || input.Type === Type);
    const { items, nextToken } = page(all, input.MaxResults, input.NextToken, 100);
    return { ViewsSummaryList: items, NextToken: nextToken };
  },

  DescribeView(input: Valid<DescribeViewRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const own = findManagedView(input.ViewId);
    if (own) {
      const Content = { InputSchema: "{}", Template: "{}", Actions: own.actions };
      const Arn = managedViewArn(account.region, own.id);
      return { View: { Id: own.id, Arn, Name: own.name, Version: 1, Content, ...managed } };
    }
    const view = findView(data, input.ViewId);
    return {
      View: {
        ...summarise(account, data, view),
        Version: 1,
        Content: { InputSchema: "{}", Template: view.template, Actions: view.actions },
        Tags: view.tags,
        LastModifiedTime: view.modifiedAt,
      },
    };
  },

  CreateView(input: Valid<CreateViewRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    if (file.data.views.some(({ name }) => name === input.Name))
      throw new ServiceError("DuplicateResourceException", "A view with this name already exists.");
    const view: View = {
      id: randomUUID(),
      name: input.Name,
      tags: { ...input.Tags },
      modifiedAt: account.clock.now(),
      description: input.Description ?? "",
      status: input.Status,
      template: input.Content.Template ?? "{}",
      actions: [...(input.Content.Actions ?? [])],
    };
    file.data.views.push(view);
    file.save();
    return { View: { ...summarise(account, file.data, view), Tags: view.tags } };
  },

  DeleteView(input: Valid<DeleteViewRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const { id } = findView(file.data, input.ViewId);
    file.data.views = file.data.views.filter((view) => view.id !== id);
    file.save();
    return {};
  },
};

function summarise(account: SandboxAccount, state: ConnectState, view: View) {
  return {
    Id: view.id,
    Arn: childArn(account, state, "view", view.id),
    Name: view.name,
    Type: "CUSTOMER_MANAGED",
    Status: view.status,
    Description: view.description,
  };
}

function findView(state: ConnectState, idOrArn: string): View {
  const id = idOf(withoutQualifier(idOrArn));
  const view = state.views.find((one) => one.id === id);
  if (!view) throw new ServiceError("ResourceNotFoundException", "View not found");
  return view;
}
