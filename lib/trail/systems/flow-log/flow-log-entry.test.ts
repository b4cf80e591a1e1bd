import fc from "fast-check";
import { expect, test } from "vitest";
import { contactId, flowLine, healthyFlowLog } from "@/lib/contacts/trail/testing/recorded-account";
import { sampleVendors } from "../../testing/sample-vendors";
import { noVendors, type TrailVendor, type TrailVendors } from "../../trail-vendor";
import { describeBlock } from "./describe-block";
import { parseBlockRuns } from "./flow-log-entry";
import { describeFlowLog } from "./source";

test("lines in any order, repeated and mixed with what is no entry, give the same events", () => {
  const ordered = describeFlowLog(contactId, healthyFlowLog, noVendors);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(healthyFlowLog, { minLength: healthyFlowLog.length }),
      fc.array(fc.oneof(fc.string(), fc.json())),
      (lines, noise) => {
        const events = describeFlowLog(contactId, [...noise, ...lines, ...lines], noVendors);
        expect(new Set(events.map(({ id, title }) => `${id} ${title}`))).toEqual(
          new Set(ordered.map(({ id, title }) => `${id} ${title}`)),
        );
      },
    ),
  );
});

test("a block that runs twice in a loop is two events", () => {
  const lines = [1, 2].map((second) =>
    flowLine(second, "ask", "GetUserInput", { Parameters: { Text: "Press one." }, Results: String(second) }),
  );
  expect(parseBlockRuns(lines)).toHaveLength(2);
});

test("what a caller keyed in is marked, so that it can be hidden", () => {
  for (const type of ["GetUserInput", "StoreUserInput"]) {
    const events = describeFlowLog(contactId, [flowLine(1, "ask", type, { Results: "4111" })], noVendors);
    expect(events).toMatchObject([{ kind: "keyed-in", title: "Asked the caller", detail: "4111" }]);
  }
});

test("a block that nobody knows keeps its own name, and a failing one says so", () => {
  const describe = (type: string, rest = {}) => {
    const [run] = parseBlockRuns([flowLine(1, "x", type, rest)]);
    return run && describeBlock(run, noVendors).title;
  };
  expect(describe("BrandNewBlock")).toBe("Block brand new block");
  expect(describe("SetVoice", { Results: "false" })).toBe("Set the voice: failed");
  expect(describe("CheckHoursOfOperation", { Results: "false" })).toBe("Hours of operation: closed");
  expect(describe("Transfer", { Parameters: { Queue: "q" }, Results: "false" })).toBe(
    "The transfer to the queue failed",
  );
});

test("who had the call in between is told by the way it went there, and by whose flow it is", () => {
  const hopsOf = (Parameters: Record<string, string>, vendors: TrailVendors = { vendors: sampleVendors }) =>
    describeFlowLog(
      contactId,
      [
        flowLine(1, "transfer", "TransferParticipantToThirdParty", { Parameters }),
        flowLine(9, "transfer", "TransferParticipantToThirdParty", { Results: "true" }),
      ],
      vendors,
    ).map(({ hop }) => hop);
  expect(hopsOf({ ThirdPartyPhoneNumber: "+12065551119" })).toEqual(["sip", "phone-voice"]);
  const byConnector = { VoiceConnectorArn: "arn:vc", ToUser: "+12065551118" };
  expect(hopsOf(byConnector)).toEqual(["sip", "voice"]);
  const other: TrailVendor = { name: "other", transfers: "sip", functionHops: [] };
  const vendors = [...sampleVendors, other];
  expect(hopsOf(byConnector, { vendors, vendorOfFlow: () => "other" })).toEqual(["sip", "other"]);
  expect(hopsOf(byConnector, { vendors, vendorOfFlow: () => "phone-voice" })).toEqual(["sip", "voice"]);
  expect(hopsOf(byConnector, noVendors)).toEqual(["sip", "sip"]);
});
