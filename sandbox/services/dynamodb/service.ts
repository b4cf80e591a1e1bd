import type {
  CreateTableInput,
  DeleteTableInput,
  DescribeTimeToLiveInput,
  ListTagsOfResourceInput,
  TagResourceInput,
  UntagResourceInput,
  UpdateTableInput,
  UpdateTimeToLiveInput,
} from "@aws-sdk/client-dynamodb";
import * as schemas from "@aws-sdk/client-dynamodb";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import {
  type Handler,
  type NeededPermission,
  type RequestContext,
  type SandboxService,
  ServiceError,
  type Valid,
} from "../../wire/service";
import { tagConditions } from "../iam/tag-conditions";
import { changeIndex, changesIndexes, finishIndexChanges } from "./change-indexes";
import { checkDeletable, keptHandlers, keptState } from "./kept-settings";
import { askTableStore, openTableStore } from "./table-store";

/** What AWS allows only once in this time, per table. */
const timeToLivePauseMs = 60 * 60 * 1000;

interface TableExtras {
  tags: Record<string, string>;
  timeToLive?: { attributeName: string; enabled: boolean; changedAt: number };
}

/** What dynalite doesn't store: tags given at creation, and time to live. */
export function extrasState(account: SandboxAccount): StateFile<{ tables: Record<string, TableExtras> }> {
  return account.state.service("dynamodb-extras", () => ({ tables: {} }));
}

function extrasOf(account: SandboxAccount, name: string): TableExtras {
  const { tables } = extrasState(account).data;
  tables[name] ??= { tags: {} };
  return tables[name];
}

const kept = keptHandlers(ask);

const handlers: Record<string, Handler> = {
  async CreateTable(input: Valid<CreateTableInput>, { account }: RequestContext) {
    const { Tags: tags, ...rest } = input;
    const answer = await ask(account, "CreateTable", rest);
    extrasState(account).data.tables[input.TableName] = { tags: readTags(tags) };
    extrasState(account).save();
    return answer;
  },

  ...kept,

  async DeleteTable(input: Valid<DeleteTableInput>, { account }: RequestContext) {
    checkDeletable(account, input.TableName);
    const answer = await ask(account, "DeleteTable", input);
    delete extrasState(account).data.tables[input.TableName];
    delete keptState(account).data.tables[input.TableName];
    keptState(account).save();
    extrasState(account).save();
    return answer;
  },

  async UpdateTable(input: Valid<UpdateTableInput>, context: RequestContext) {
    const { UpdateTable: updateOthers } = kept;
    if (updateOthers && !changesIndexes(input)) return updateOthers(input, context);
    return withDates({ ...(await changeIndex(context.account, input)) });
  },

  async UpdateTimeToLive(input: Valid<UpdateTimeToLiveInput>, { account, clock }: RequestContext) {
    await checkActive(account, input.TableName);
    const extras = extrasOf(account, input.TableName);
    const { AttributeName: attributeName, Enabled: enabled } = input.TimeToLiveSpecification;
    if (!attributeName || enabled === undefined)
      throw new ServiceError(
        "ValidationException",
        "TimeToLiveSpecification needs Enabled and AttributeName",
        {},
        400,
      );
    const current = extras.timeToLive;
    const refuse = (message: string) => new ServiceError("ValidationException", message, {}, 400);
    if (!enabled && !current?.enabled) throw refuse("TimeToLive is already disabled");
    if (current?.enabled && current.attributeName !== attributeName)
      throw refuse(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current.attributeName}`,
      );
    if (enabled && current?.enabled) throw refuse("TimeToLive is already enabled");
    if (current && clock.now() - current.changedAt < timeToLivePauseMs)
      throw refuse("Time to live has been modified multiple times within a fixed interval");
    extras.timeToLive = { attributeName, enabled, changedAt: clock.now() };
    extrasState(account).save();
    return { TimeToLiveSpecification: { AttributeName: attributeName, Enabled: enabled } };
  },

  async DescribeTimeToLive(input: Valid<DescribeTimeToLiveInput>, { account }: RequestContext) {
    await ask(account, "DescribeTable", { TableName: input.TableName });
    const { timeToLive } = extrasOf(account, input.TableName);
    return {
      TimeToLiveDescription: timeToLive?.enabled
        ? { TimeToLiveStatus: "ENABLED", AttributeName: timeToLive.attributeName }
        : { TimeToLiveStatus: "DISABLED" },
    };
  },

  async TagResource(input: Valid<TagResourceInput>, { account }: RequestContext) {
    Object.assign((await extrasOfArn(account, input.ResourceArn)).tags, readTags(input.Tags));
    extrasState(account).save();
    return {};
  },

  async UntagResource(input: Valid<UntagResourceInput>, { account }: RequestContext) {
    const { tags } = await extrasOfArn(account, input.ResourceArn);
    for (const key of input.TagKeys) delete tags[key];
    extrasState(account).save();
    return {};
  },

  async ListTagsOfResource(input: Valid<ListTagsOfResourceInput>, { account }: RequestContext) {
    const { tags } = await extrasOfArn(account, input.ResourceArn);
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
};

export const dynamodb: SandboxService = {
  name: "dynamodb",
  schemas,
  protocol: { kind: "json", version: "1.0", target: "DynamoDB_20120810" },
  handlers,
  forward: (body, { account, operation }) => askTableStore(account, operation, body),
  permissions,
  async start(account) {
    openTableStore(account);
    await finishIndexChanges(account);
  },
};

function permissions(
  operation: string,
  input: Record<string, unknown>,
  { account }: RequestContext,
): NeededPermission[] {
  const action = `dynamodb:${operation}`;
  const { TableName, IndexName, ResourceArn, RequestItems, Tags: request, TagKeys: keys } = input;
  const arnOf = (name: string) =>
    name.startsWith("arn:") ? name : `arn:aws:dynamodb:${account.region}:${account.accountId}:table/${name}`;
  // An index has the tags of its table.
  const needed = (resource: string): NeededPermission => {
    const name = resource.split("table/")[1]?.split("/")[0] ?? "";
    const tags = operation === "CreateTable" ? {} : extrasState(account).data.tables[name]?.tags;
    return { action, resource, conditions: tagConditions({ resource: tags, request, keys }) };
  };
  if (typeof ResourceArn === "string") return [needed(ResourceArn)];
  if (typeof RequestItems === "object" && RequestItems !== null)
    return Object.keys(RequestItems).map((name) => needed(arnOf(name)));
  if (typeof TableName !== "string") return [{ action }];
  const table = arnOf(TableName);
  return [needed(typeof IndexName === "string" ? `${table}/index/${IndexName}` : table)];
}

function readTags(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
}

/** Calls dynalite directly; its error becomes ours. */
export async function ask(
  account: SandboxAccount,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const answer = await askTableStore(account, operation, Buffer.from(JSON.stringify(input)));
  const body = JSON.parse(String(answer.body)) as Record<string, unknown>;
  if (answer.status < 300) return withDates(body);
  const code = String(body.__type).split("#").at(-1) ?? "InternalServerError";
  throw new ServiceError(code, String(body.message ?? body.Message ?? ""), {}, answer.status);
}

/** dynalite returns seconds; a handler returns milliseconds. */
function withDates(body: Record<string, unknown>): Record<string, unknown> {
  const description = body.TableDescription ?? body.Table;
  if (typeof description === "object" && description !== null && "CreationDateTime" in description)
    description.CreationDateTime = Number(description.CreationDateTime) * 1000;
  return body;
}

async function checkActive(account: SandboxAccount, name: string): Promise<void> {
  const { Table } = await ask(account, "DescribeTable", { TableName: name });
  const status =
    typeof Table === "object" && Table !== null && "TableStatus" in Table ? Table.TableStatus : "";
  if (status !== "ACTIVE")
    throw new ServiceError(
      "ResourceInUseException",
      `Attempt to change a resource which is still in use: Table is being created: ${name}`,
    );
}

async function extrasOfArn(account: SandboxAccount, arn: string): Promise<TableExtras> {
  const prefix = `arn:aws:dynamodb:${account.region}:${account.accountId}:table/`;
  if (!arn.startsWith(prefix))
    throw new ServiceError("ValidationException", `Invalid TableArn: ${arn}`, {}, 400);
  const name = arn.slice(prefix.length);
  try {
    await ask(account, "DescribeTable", { TableName: name });
  } catch (error) {
    if (error instanceof ServiceError && error.code === "ResourceNotFoundException")
      throw new ServiceError(
        "ResourceNotFoundException",
        `Requested resource not found: ResourcArn: ${arn} not found`,
      );
    throw error;
  }
  return extrasOf(account, name);
}
