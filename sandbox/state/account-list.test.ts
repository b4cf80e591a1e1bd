import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeContactFlowCommand, ListInstancesCommand } from "@aws-sdk/client-connect";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executeApi } from "../services/api-gateway/data-plane/door";
import { gatewayState } from "../services/api-gateway/gateway-store";
import { connectState } from "../services/connect/connect-state";
import { failureOf, openTestSandbox, rootKeys, type SandboxUnderTest } from "../testing/open-test-sandbox";
import { testControlKey } from "../testing/tell-sandbox";
import { AccountList } from "./account-list";

interface Told {
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
  instance: { id: string; arn: string; alias: string };
  vendors: { kore: { botId: string; didNumber: string }; asapp: { apiId: string } };
}

let sandbox: SandboxUnderTest;
const accountOf = async (owner: string, body: object = {}) =>
  (await sandbox.control("PUT", `/_sandbox/accounts/${owner}`, body)).body as Told;

beforeAll(async () => {
  sandbox = await openTestSandbox();
});
afterAll(() => sandbox.stop());

describe("an owner", () => {
  it("has an account of their own, created once and kept across a restart", async () => {
    const [one, again] = await Promise.all([accountOf("acme"), accountOf("acme")]);
    expect(again).toEqual(one);
    const other = await accountOf("globex");
    for (const value of [(told: Told) => told.accountId, (told: Told) => told.accessKeyId])
      expect(value(one)).not.toBe(value(other));
    expect(one.instance.arn).toContain(`:${one.accountId}:instance/`);
    expect(new Set([one, other].flatMap(({ instance }) => Object.values(instance))).size).toBe(6);
    expect(one.vendors.kore.botId).not.toBe(other.vendors.kore.botId);
    expect(one.vendors.asapp.apiId).not.toBe(other.vendors.asapp.apiId);
    expect(statSync(join(sandbox.folder, "accounts.json")).mode & 0o777).toBe(0o600);
    sandbox = await sandbox.restart();
    expect(await accountOf("acme")).toEqual(one);
  });

  it("gets the sandbox's initial account only by asking for it as the first", async () => {
    const first = await accountOf("seeded", { first: true });
    expect(first).toMatchObject({ accountId: "111122223333", ...rootKeys });
    expect(first.instance.alias).toBe("patchbay-sandbox");
    expect(await accountOf("seeded")).toEqual(first);
    expect((await accountOf("initech")).accountId).not.toBe("111122223333");
  });

  it.each(["a/b", "..%2f..", "x".repeat(81)])("can't be called %s", async (owner) => {
    expect((await sandbox.control("PUT", `/_sandbox/accounts/${owner}`, {})).status).not.toBe(200);
  });
});

describe("the keys of one account", () => {
  it("give access to its own instance, functions, and logs, and to none of another's", async () => {
    const own = await accountOf("acme");
    const clients = sandbox.clients(own);
    const first = sandbox.clients();
    expect((await clients.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(own.accountId);
    const { InstanceSummaryList } = await clients.connect.send(new ListInstancesCommand({}));
    expect(InstanceSummaryList?.map(({ Arn }) => Arn)).toEqual([own.instance.arn]);
    expect((await clients.lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    const groups = await clients.logs.send(new DescribeLogGroupsCommand({}));
    expect(groups.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([
      `/aws/connect/${own.instance.alias}`,
    ]);
    const { instance, flows } = connectState(sandbox.account).data;
    const theirs = { InstanceId: instance.id, ContactFlowId: flows[0]?.id };
    expect((await first.connect.send(new DescribeContactFlowCommand(theirs))).ContactFlow?.Id).toBe(
      theirs.ContactFlowId,
    );
    for (const InstanceId of [instance.id, own.instance.id]) {
      const call = clients.connect.send(new DescribeContactFlowCommand({ ...theirs, InstanceId }));
      expect(await failureOf(call)).toMatchObject({ name: "ResourceNotFoundException" });
    }
  });

  it("can't assume a role of another account, whatever that role trusts", async () => {
    const trust = {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
    };
    const made = await sandbox
      .clients()
      .iam.send(new CreateRoleCommand({ RoleName: "open", AssumeRolePolicyDocument: JSON.stringify(trust) }));
    const { sts } = sandbox.clients(await accountOf("acme"));
    const wish = { RoleArn: made.Role?.Arn, RoleSessionName: "x" };
    expect(await failureOf(sts.send(new AssumeRoleCommand(wish)))).toMatchObject({ name: "AccessDenied" });
  });
});

it("a call reaches only a number of the account in which it is placed", async () => {
  const own = await accountOf("acme");
  const [number] = sandbox.accounts.find(own.accountId)?.firstDay.phoneNumbers ?? [];
  const place = (to: string | undefined, account: Record<string, string>) =>
    sandbox.control("POST", "/_sandbox/calls", { from: "+12065550199", to }, account);
  const inOwn = { "x-sandbox-account": own.accountId };
  expect(await place("+12065550100", inOwn)).toMatchObject({ status: 409 });
  expect(await place(number, {})).toMatchObject({ status: 409 });
  const placed = await place(number, inOwn);
  expect(placed.status).toBe(201);
  const { contactId } = placed.body as { contactId: string };
  const view = (account: Record<string, string>) =>
    sandbox.control("GET", `/_sandbox/calls/${contactId}`, undefined, account);
  expect((await view(inOwn)).status).toBe(200);
  expect((await view({})).status).toBe(404);
  expect((await view({ "x-sandbox-account": "000000000000" })).status).toBe(404);
});

it("a deployed API's address leads to the account that has the API", async () => {
  const own = sandbox.accounts.find((await accountOf("acme")).accountId);
  if (!own) throw new Error("The account is not there.");
  const path = "/execute-api/abcdefghij/dev/kore-metadata";
  expect(executeApi.isOf(path, own)).toBe(false);
  const { data } = gatewayState(own);
  Object.assign(data.apis, { abcdefghij: { id: "abcdefghij" } });
  expect(executeApi.isOf(path, own)).toBe(true);
  expect(executeApi.isOf(path, sandbox.account)).toBe(false);
});

it("no two accounts have the same phone number, and their number is limited", () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "accounts-"));
  try {
    const list = new AccountList({ dataFolder, controlKey: testControlKey, ...rootKeys });
    let index = 0;
    while (list.add(`owner-${index}`)) index += 1;
    expect(index).toBeGreaterThan(200);
    const numbers = list
      .all()
      .flatMap((account) => [
        ...account.firstDay.phoneNumbers,
        list.customersOf(account).kore?.didNumber ?? "",
      ]);
    expect(new Set(numbers).size).toBe(3 * (index + 1));
    for (const number of numbers) expect(number).toMatch(/^\+1\d{3}555\d{4}$/);
    expect(new Set(list.all().map(({ accountId }) => accountId)).size).toBe(index + 1);
  } finally {
    rmSync(dataFolder, { recursive: true });
  }
});
