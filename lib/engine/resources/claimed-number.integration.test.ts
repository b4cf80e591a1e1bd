import {
  AssociatePhoneNumberContactFlowCommand,
  DescribePhoneNumberCommand,
  ListContactFlowsCommand,
  ListPhoneNumbersV2Command,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listInstances } from "@/lib/aws/connect-account";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { unknownValue } from "../references";
import type { ResourceContext } from "../resource";
import { searchFreeNumbers } from "../search-free-numbers";
import { clientsOn, contextOn, liveThrough } from "../testing/life-of-resource";
import { claimedNumber } from "./claimed-number";
import { contactFlow } from "./contact-flow";
import { phoneNumberFlow } from "./phone-number-flow";

let sandbox: TestSandbox;
let context: ResourceContext;
const country = "US";
const numberType = "DID" as const;

beforeAll(async () => {
  sandbox = await startSandbox();
  const [instance] = await listInstances(clientsOn(sandbox));
  if (instance === undefined) throw new Error("the sandbox has no instance");
  context = contextOn(sandbox, instance);
  context = {
    ...context,
    owner: { ...context.owner, resource: "number", step: "one/number" },
    signal: AbortSignal.timeout(300_000),
  };
});
afterAll(() => sandbox?.stop());
beforeEach(() => market({ gone: [], failure: null, claimMilliseconds: 300 }));

const market = (body: object) => tellSandbox(sandbox, "PUT", "connect/number-market", body);
const freeNumbers = (limit = 5) =>
  searchFreeNumbers(context.aws.connect, context.instanceArn, {
    country,
    numberType,
    limit,
    signal: context.signal,
  });
async function wantedNumber() {
  const [free] = await freeNumbers();
  if (free === undefined) throw new Error("no number is free");
  return { number: free.number, country, numberType };
}
async function claimedNumbers() {
  const command = new ListPhoneNumbersV2Command({ TargetArn: context.instanceArn });
  const { ListPhoneNumbersSummaryList = [] } = await context.aws.connect.send(command);
  return ListPhoneNumbersSummaryList.map(({ PhoneNumber }) => PhoneNumber);
}
async function claimed() {
  const props = await wantedNumber();
  await claimedNumber.ensure(context, props, undefined);
  const have = await claimedNumber.observe(context, props);
  if (have === undefined) throw new Error("the number is not claimed");
  return { props, have };
}

describe("a number that Patchbay claims", () => {
  it("is claimed, kept, and released, and its price and its loss are said", async () => {
    const props = await wantedNumber();
    expect(claimedNumber.charge?.(props)).toContain("daily price");
    expect(await claimedNumber.preflight?.(context, props)).toBeUndefined();
    await liveThrough(context, { type: claimedNumber, props });
    expect(await claimedNumbers()).not.toContain(props.number);
  });

  it("is one number, however often the same step claims it", async () => {
    const props = await wantedNumber();
    const before = (await claimedNumbers()).length;
    const [one, two] = await Promise.all([
      claimedNumber.ensure(context, props, undefined),
      claimedNumber.ensure(context, props, undefined),
    ]);
    expect(one).toEqual(two);
    expect(await claimedNumbers()).toHaveLength(before + 1);
    const have = await claimedNumber.observe(context, props);
    expect(have && claimedNumber.lossNote?.(have)).toContain("A released number is lost");
    if (have !== undefined) await claimedNumber.remove(context, props, have);
  });

  it("is asked for with another token by each later deployment, so that no earlier claim answers it", async () => {
    const props = await wantedNumber();
    const tokens: (string | undefined)[] = [];
    const { connect } = context.aws;
    connect.middlewareStack.add(
      (next) => (args) => {
        const { ClientToken } = args.input as { ClientToken?: string };
        if (ClientToken !== undefined) tokens.push(ClientToken);
        return next(args);
      },
      { step: "initialize", name: "tokens" },
    );
    for (const step of ["one/number", "one/number", "two/number"]) {
      const own = { ...context, owner: { ...context.owner, step } };
      await claimedNumber.ensure(own, props, undefined).catch(() => undefined);
    }
    connect.middlewareStack.remove("tokens");
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(2);
    expect(tokens[0]).toBe(tokens[1]);
    const have = await claimedNumber.observe(context, props);
    if (have !== undefined) await claimedNumber.remove(context, props, have);
    expect(await claimedNumbers()).not.toContain(props.number);
  });

  it("is waited for by the next worker when the first died in between", async () => {
    await market({ claimMilliseconds: 1_500 });
    const props = await wantedNumber();
    const dying = new AbortController();
    const first = claimedNumber.ensure({ ...context, signal: dying.signal }, props, undefined);
    await expect.poll(() => claimedNumbers()).toContain(props.number);
    dying.abort();
    await expect(first).rejects.toThrow();
    const half = await claimedNumber.observe(context, props);
    expect(half?.departures?.map(({ path }) => path)).toEqual(["status"]);
    await claimedNumber.ensure(context, props, half);
    const have = await claimedNumber.observe(context, props);
    expect(have?.departures).toEqual([]);
    if (have !== undefined) await claimedNumber.remove(context, props, have);
  });

  it("that was claimed by someone else meanwhile says so, and nothing is claimed", async () => {
    const props = await wantedNumber();
    await market({ gone: [props.number] });
    expect(await claimedNumber.preflight?.(context, props)).toMatchObject({ code: "number-not-free" });
    const before = await claimedNumbers();
    await expect(claimedNumber.ensure(context, props, undefined)).rejects.toMatchObject({
      problem: { code: "number-not-free", theirWords: expect.stringContaining("ResourceNotFoundException") },
    });
    expect(await claimedNumbers()).toEqual(before);
  });

  it("that AWS fails to claim shows AWS's own message and is released", async () => {
    await market({ failure: "The carrier refused the number." });
    const props = await wantedNumber();
    await expect(claimedNumber.ensure(context, props, undefined)).rejects.toMatchObject({
      problem: { code: "number-claim-failed", theirWords: "The carrier refused the number." },
    });
    expect(await claimedNumbers()).not.toContain(props.number);
  });

  it("has no flow of its own until the deployment that claims it points it at one", async () => {
    const { props, have } = await claimed();
    const { id: flowId = "" } = await contactFlow.ensure(context, flow("Pointed"), undefined);
    const pointed = { phoneNumber: props.number, flowId };
    expect(await phoneNumberFlow.observe(context, { ...pointed, phoneNumber: unknownValue })).toBeUndefined();
    expect(await phoneNumberFlow.observe(context, pointed)).toBeUndefined();
    await phoneNumberFlow.ensure(context, pointed, undefined);
    const seen = await phoneNumberFlow.observe(context, pointed);
    expect(seen).toMatchObject({ state: pointed, ownership: { kind: "ours" } });
    if (seen !== undefined) await phoneNumberFlow.remove(context, pointed, seen);
    await claimedNumber.remove(context, props, have);
    expect(await claimedNumbers()).not.toContain(props.number);
  });

  it("is found as a leftover, and as one that this step claimed", async () => {
    const { props, have } = await claimed();
    const nothingNear = { stems: [], isKnown: () => false, isSuspect: () => false, unread: () => undefined };
    const owned = (await claimedNumber.listOwned?.(context, nothingNear)) ?? [];
    expect(owned).toMatchObject([{ name: props.number, outputs: have.outputs, step: "one/number" }]);
    await claimedNumber.remove(context, props, have);
  });
});

describe("a number is never released", () => {
  it("that someone else claimed, although this integration routes it", async () => {
    const [number = ""] = await claimedNumbers();
    const { id: flowId = "" } = await contactFlow.ensure(context, flow("Routed"), undefined);
    const routed = { phoneNumber: number, flowId };
    await phoneNumberFlow.ensure(context, routed, await phoneNumberFlow.observe(context, routed));
    const props = { number, country, numberType };
    const have = await claimedNumber.observe(context, props);
    expect(have?.ownership).toEqual({ kind: "untagged" });
    await expect(claimedNumber.ensure(context, props, have)).rejects.toMatchObject({
      problem: { code: "number-claimed-elsewhere" },
    });
  });

  it("whose calls go to a flow that was chosen outside Patchbay: it becomes theirs", async () => {
    const { props, have } = await claimed();
    const { ContactFlowSummaryList = [] } = await context.aws.connect.send(
      new ListContactFlowsCommand({ InstanceId: context.instanceId, ContactFlowTypes: ["CONTACT_FLOW"] }),
    );
    const theirs = ContactFlowSummaryList.find(({ Name = "" }) => Name !== "Routed" && Name !== "Ours");
    await context.aws.connect.send(
      new AssociatePhoneNumberContactFlowCommand({
        InstanceId: context.instanceId,
        PhoneNumberId: have.outputs.id,
        ContactFlowId: theirs?.Id,
      }),
    );
    const used = await claimedNumber.observe(context, props);
    if (used === undefined) throw new Error("the number is gone");
    expect(claimedNumber.removalNote?.(props, used, undefined)).toContain("stays claimed");
    expect(claimedNumber.lossNote?.(used)).toBeUndefined();
    await claimedNumber.remove(context, props, used);
    expect(await claimedNumbers()).toContain(props.number);
    const { ClaimedPhoneNumberSummary } = await context.aws.connect.send(
      new DescribePhoneNumberCommand({ PhoneNumberId: have.outputs.id }),
    );
    expect(ClaimedPhoneNumberSummary?.Tags).toEqual({});
  });

  it("by what takes its flow away: the tags of its claim stay until it is released", async () => {
    const { props, have } = await claimed();
    const { id: flowId = "" } = await contactFlow.ensure(context, flow("Ours"), undefined);
    const routed = { phoneNumber: props.number, flowId };
    const route = {
      ...context,
      owner: { ...context.owner, resource: "number-flow", step: "one/number-flow" },
    };
    const outputs = await phoneNumberFlow.ensure(route, routed, await phoneNumberFlow.observe(route, routed));
    const ours = { ...route, record: { physicalId: outputs.phoneNumberId ?? "", outputs } };
    const seen = await phoneNumberFlow.observe(ours, routed);
    if (seen === undefined) throw new Error("the number has no flow");
    await phoneNumberFlow.remove(ours, routed, seen);
    const after = await claimedNumber.observe(context, props);
    expect(after).toMatchObject({ ownership: { kind: "ours" }, departures: [] });
    await claimedNumber.remove(context, props, after ?? have);
    expect(await claimedNumbers()).not.toContain(props.number);
  });
});

const flow = (name: string) => ({
  name,
  flowType: "CONTACT_FLOW",
  description: "Hangs up.",
  content: {
    Version: "2019-10-30",
    StartAction: "end",
    Metadata: {},
    Actions: [{ Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} }],
  },
});
