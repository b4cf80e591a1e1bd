import {
  AssociatePhoneNumberContactFlowCommand,
  ClaimPhoneNumberCommand,
  type ClaimPhoneNumberCommandInput,
  DescribePhoneNumberCommand,
  ReleasePhoneNumberCommand,
  SearchAvailablePhoneNumbersCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limitedKeys } from "../../testing/limited-keys";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";
import { connectState } from "./connect-state";

let sandbox: SandboxUnderTest;
let connect: ReturnType<SandboxUnderTest["clients"]>["connect"];
let InstanceId = "";
let aheadSeconds = 0;

beforeAll(async () => {
  sandbox = await openTestSandbox();
  ({ connect } = sandbox.clients());
  InstanceId = connectState(sandbox.account).data.instance.id;
});
beforeEach(() => market({ gone: [], failure: null, claimMilliseconds: 60_000 }));
afterAll(() => sandbox.stop());

const market = (body: object) => sandbox.control("PUT", "/_sandbox/connect/number-market", body);
const search = async (changes: object = {}) => {
  const { AvailableNumbersList, NextToken } = await connect.send(
    new SearchAvailablePhoneNumbersCommand({
      ...{ InstanceId, PhoneNumberCountryCode: "US", PhoneNumberType: "DID", ...changes },
    }),
  );
  return { numbers: AvailableNumbersList?.map(({ PhoneNumber = "" }) => PhoneNumber) ?? [], NextToken };
};
const firstFree = async () => (await search()).numbers[0] ?? "";
const claim = (PhoneNumber: string, changes: Partial<ClaimPhoneNumberCommandInput> = {}) =>
  connect.send(new ClaimPhoneNumberCommand({ InstanceId, PhoneNumber, ...changes }));
const statusOf = async (PhoneNumberId: string | undefined) =>
  (await connect.send(new DescribePhoneNumberCommand({ PhoneNumberId }))).ClaimedPhoneNumberSummary
    ?.PhoneNumberStatus;
async function moveAhead(seconds: number): Promise<void> {
  aheadSeconds += seconds;
  expect((await sandbox.control("PUT", "/_sandbox/clock", { aheadSeconds })).status).toBe(200);
}

describe("available numbers", () => {
  it("come ten at a time, by country, type, and prefix", async () => {
    const first = await search();
    const second = await search({ NextToken: first.NextToken });
    expect(new Set([...first.numbers, ...second.numbers]).size).toBe(20);
    for (const number of first.numbers) expect(number).toMatch(/^\+1\d{3}55501\d\d$/);
    const { numbers } = await search({ PhoneNumberType: "TOLL_FREE" });
    expect(numbers).toHaveLength(10);
    for (const number of numbers) expect(number).toMatch(/^\+18\d{9}$/);
    expect((await search({ PhoneNumberCountryCode: "GB" })).numbers[0]).toMatch(/^\+44/);
    const prefix = first.numbers[4] ?? "";
    expect((await search({ PhoneNumberPrefix: prefix.slice(1, 12) })).numbers).toEqual([prefix]);
    expect((await search({ PhoneNumberPrefix: "+999" })).numbers).toEqual([]);
    expect(await failureOf(search({ MaxResults: 11 }))).toMatchObject({ name: "InvalidParameterException" });
    expect(await failureOf(search({ InstanceId: undefined }))).toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe("claiming a number", () => {
  it("is in progress, then claimed; the number can then lead to a flow, and nobody else finds it", async () => {
    const number = await firstFree();
    const { PhoneNumberId } = await claim(number, { Tags: { owner: "patchbay" } });
    expect(await statusOf(PhoneNumberId)).toEqual({ Status: "IN_PROGRESS" });
    const ContactFlowId = connectState(sandbox.account).data.flows[0]?.id;
    const associate = () =>
      connect.send(new AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId }));
    expect(await failureOf(associate())).toMatchObject({ name: "InvalidParameterException" });
    await moveAhead(60);
    expect(await statusOf(PhoneNumberId)).toEqual({ Status: "CLAIMED" });
    await associate();
    expect((await search()).numbers).not.toContain(number);
    expect(await failureOf(claim(number))).toMatchObject({ name: "ResourceNotFoundException", status: 404 });
  });

  it("with the same token is the same claim, and with another number an error", async () => {
    const { numbers } = await search();
    const [one = "", other = ""] = numbers;
    const ClientToken = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    const first = await claim(one, { ClientToken });
    expect((await claim(one, { ClientToken })).PhoneNumberId).toBe(first.PhoneNumberId);
    expect(await failureOf(claim(other, { ClientToken }))).toMatchObject({
      name: "IdempotencyException",
      status: 409,
    });
    expect((await search()).numbers).toContain(other);
  });

  it("fails with the provider's message, and never answers calls", async () => {
    await market({ failure: "The provider refused the number." });
    const number = await firstFree();
    const { PhoneNumberId } = await claim(number);
    await moveAhead(61);
    expect(await statusOf(PhoneNumberId)).toEqual({
      Status: "FAILED",
      Message: "The provider refused the number.",
    });
    const call = await sandbox.control("POST", "/_sandbox/calls", { from: "+12065550199", to: number });
    expect(call.status).toBe(409);
  });

  it("finds the number gone when someone else was first", async () => {
    const number = await firstFree();
    await market({ gone: [number] });
    expect((await search()).numbers).not.toContain(number);
    expect(await failureOf(claim(number))).toMatchObject({ name: "ResourceNotFoundException" });
  });

  it.each([
    ["a number that isn't E.164", { PhoneNumber: "206-555-0100" }],
    ["two targets", { TargetArn: "arn:aws:connect:us-east-1:111122223333:instance/x" }],
    ["a token of 501 characters", { ClientToken: "t".repeat(501) }],
  ])("refuses %s", async (_name, changes) => {
    expect(await failureOf(claim(await firstFree(), changes))).toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("needs permission for numbers and for the instance", async () => {
    const numbers = "arn:aws:connect:us-east-1:111122223333:phone-number/*";
    const keys = await limitedKeys(sandbox, "numbers-only", ["connect:ClaimPhoneNumber"], [numbers]);
    const call = new ClaimPhoneNumberCommand({ InstanceId, PhoneNumber: await firstFree() });
    expect(await failureOf(sandbox.clients(keys).connect.send(call))).toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`:instance/${InstanceId} because`),
    });
  });
});

it("a released number can't be claimed again for 180 days", async () => {
  const number = await firstFree();
  const { PhoneNumberId } = await claim(number);
  await connect.send(new ReleasePhoneNumberCommand({ PhoneNumberId }));
  expect(await failureOf(statusOf(PhoneNumberId))).toMatchObject({ name: "ResourceNotFoundException" });
  expect(await failureOf(claim(number))).toMatchObject({ name: "ResourceNotFoundException" });
  await moveAhead(180 * 24 * 3600);
  expect((await search()).numbers).toContain(number);
});
