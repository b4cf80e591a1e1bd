import { expect, test, vi } from "vitest";
import {
  authorizerFunction,
  contactId,
  flowLine,
  healthyCall,
  retrieveFunction,
  storeFunction,
} from "@/lib/contacts/trail/testing/recorded-account";
import { trailOf, withFlowLog } from "@/lib/contacts/trail/testing/recorded-trail";
import { succeed } from "@/lib/kernel/result";
import type { TrailContext } from "@/lib/trail/trail-source";
import { findingKinds, nameOfFinding } from "./findings";
import { listHops } from "./hop-table";
import { trailIamActions } from "./sources";
import { toy } from "./testing/toy-vendor";

// One line in the registry is all that a vendor takes besides its folder.
vi.mock("./registry", async () => {
  const { toy: another } = await import("./testing/toy-vendor");
  return { vendors: [another] };
});

const functionArn = "arn:aws:lambda:us-east-1:111122223333:function:acme-wind-up:live";
const lines = [
  flowLine(0.2, "wind-up", "InvokeExternalResource", {
    Parameters: { FunctionArn: functionArn },
    ExternalResults: { statusCode: "200" },
  }),
  flowLine(0.4, "transfer", "TransferParticipantToThirdParty", {
    Parameters: { VoiceConnectorArn: "arn:vc", ToUser: "+12065551118" },
  }),
  flowLine(20, "transfer", "TransferParticipantToThirdParty", { Results: "true" }),
  flowLine(20.7, "queue", "Transfer", { Parameters: { Queue: "arn:q" }, Results: "true" }),
];
const call = withFlowLog(healthyCall(), lines);
/** The tenant's account with the toy, which tells one mood. */
const withToy = (mood: string, at = "2024-03-04T10:00:10.000Z"): Partial<TrailContext> => ({
  vendors: [toy],
  readers: ({ vendor, open }) =>
    vendor === "toy" ? [open({ open: async () => succeed({ settings: { at, mood }, secrets: {} }) })] : [],
});

test("a new vendor's hop stands on the way of a call, with its title and what is waited for", () => {
  expect(listHops().map(({ id }) => id)).toEqual([
    ...["number", "flow", "sip", "toy", "api", "store", "retrieve", "queue", "agent"],
  ]);
  expect(listHops()).toContainEqual({ id: "toy", title: "Toy", waits: toy.hop?.waits, isOurs: true });
});

test("its source is read with the tenant's connection, and its functions and transfers are its hop", async () => {
  const trail = await trailOf(call, withToy("happy"));
  expect(trail.sources.map(({ source }) => source)).toContain("toy-talk");
  const ofToy = trail.events.filter(({ hop }) => hop === "toy");
  expect(ofToy.map(({ source, code }) => `${source} ${code}`)).toEqual([
    "flow-log flow-log.function",
    "toy-talk toy-talk.talked",
    "flow-log flow-log.third-party-ended",
  ]);
  expect(trail.findings.map(({ code }) => code)).not.toContain("toy-was-sad");
  expect(trailIamActions()).toContain("toy:Listen");
});

test("a clock of its own that is wrong is set right by Amazon Connect's", async () => {
  const { events } = await trailOf(call, withToy("happy", "2024-03-04T10:02:10.000Z"));
  const talked = events.find(({ source }) => source === "toy-talk");
  expect(talked?.clockOffsetMs).toBeLessThan(-100_000);
  expect(events.findIndex(({ id }) => id === talked?.id)).toBeLessThan(
    events.findIndex(({ hop }) => hop === "agent"),
  );
});

test("its finding is found and named", async () => {
  const { findings } = await trailOf(call, withToy("sad"));
  expect(findings).toContainEqual(
    expect.objectContaining({ code: "toy-was-sad", evidence: [`toy-talk:${contactId}`] }),
  );
  expect(nameOfFinding("toy-was-sad")).toBe("The toy was sad");
  const codes = findingKinds.map(({ code }) => code);
  expect(codes.indexOf("toy-was-sad")).toBe(codes.indexOf("caller-hung-up") - 1);
});

test("shared findings speak of it by its own name", async () => {
  const noLogs = [storeFunction, retrieveFunction, authorizerFunction].map((name) => [
    `/aws/lambda/${name}`,
    [],
  ]);
  const unposted = {
    ...withFlowLog(healthyCall(), lines, Object.fromEntries(noLogs)),
    BatchGetItem: () => ({ Responses: {} }),
  };
  const readFacts = async () => ({ vendor: toy.words });
  const { findings } = await trailOf(unposted, { ...withToy("happy"), readFacts });
  expect(findings.map(({ title, cause }) => `${title} ${cause}`).join(" ")).toContain(
    "The toy posted nothing for this call",
  );
  const plain = await trailOf(unposted, withToy("happy"));
  expect(plain.findings.map(({ cause }) => cause).join(" ")).toContain(
    "The voice agent posted nothing for this call",
  );
});
