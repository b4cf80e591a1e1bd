import { expect, test } from "vitest";
import { type CallTransfer, readCallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import { transferIdOf } from "@/lambdas/shared/asapp/transfer-id";
import { provenCables } from "@/lib/contacts/trail/proven-cables";
import { openTrailIn } from "@/lib/contacts/trail/read-trail";
import {
  type Answers,
  answerLogs,
  awsError,
  contactId,
  flowLine,
  healthyCall,
  healthyFlowLog,
  healthyLogs,
  recordedContext,
} from "@/lib/contacts/trail/testing/recorded-account";
import { alone, withContact, withFlowLog } from "@/lib/contacts/trail/testing/recorded-trail";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import type { Trail } from "@/lib/trail/event";
import { fakeReaders } from "@/lib/trail/testing/fake-readers";
import { asappProofs } from "@/lib/vendors/asapp/blueprint/cable-proofs";
import { asapp } from "../vendor";
import { asappReaders } from "./readers";

const first = transferIdOf(contactId, "");
const second = transferIdOf(contactId, first);
const told = (id: string, more: Record<string, unknown> = {}) =>
  readCallTransfer({
    id,
    externalConversationId: contactId,
    status: "completed",
    type: "PHONE_NUMBER",
    phoneNumber: { transferNumber: "+18885550123", country: "US", expireAt: "2024-03-04T10:01:00Z" },
    createdAt: "2024-03-04T10:00:05Z",
    callReceivedAt: "2024-03-04T10:00:07Z",
    completedAt: "2024-03-04T10:00:19Z",
    inputContext: { taskName: "Welcome", inputVariables: { customerId: "42" } },
    outputContext: {
      transferType: "AGENT",
      currentTaskName: "Billing",
      referenceVariables: { caseId: "7", apiToken: "hush" },
      transferVariables: {},
    },
    ...more,
  });

const transferLine = (transferId: string, more = {}) => ({
  at: 5,
  message: JSON.stringify({
    level: "info",
    message: "Call transfer created",
    contactId,
    requestId: "55555555-5555-4555-8555-555555555555",
    transferId,
    ...more,
  }),
});
const notFound = { code: "asapp-not-found", sentence: "Not found.", wayOut: "" };

interface World {
  /** What ASAPP knows, by id; a Problem for an ASAPP that cannot be asked. */
  transfers: Record<string, CallTransfer | Result<CallTransfer>>;
  log?: { at: number; message: string }[];
  attributes?: Record<string, string>;
  answers?: Answers;
}

async function read({ transfers, log, attributes = {}, answers = {} }: World) {
  const asked: string[] = [];
  const groups = { ...healthyLogs(), ...(log ? { "/aws/lambda/acme-call-transfer": log } : {}) };
  const { context } = recordedContext({
    ...healthyCall(),
    GetContactAttributes: () => ({ Attributes: attributes }),
    FilterLogEvents: answerLogs(groups),
    ...answers,
  });
  const reader = {
    async fetchTransfer(id: string): Promise<Result<CallTransfer>> {
      asked.push(id);
      const found = transfers[id];
      if (!found) return fail(notFound);
      return "ok" in found ? found : succeed(found);
    },
  };
  const stranger = { fetchTransfer: async () => fail(notFound) };
  const functions = ["acme-call-transfer", "acme-get-call-context"];
  const opened = await openTrailIn(
    { ...context, functions, vendors: [asapp], readers: fakeReaders(asappReaders, stranger, reader).readers },
    contactId,
  );
  if (!opened.ok) throw new Error(opened.problem.sentence);
  const trail = await opened.value.readAll();
  const report = trail.sources.find(({ source }) => source === "asapp-transfer");
  return { trail, report, asked: asked.sort() };
}
const codesOf = (trail: Trail) =>
  trail.events.filter(({ source }) => source === "asapp-transfer").map(({ code }) => code);
const rowsOf = (report: Awaited<ReturnType<typeof read>>["report"]) =>
  Object.fromEntries(
    report?.state === "ok" ? (report.panel?.rows ?? []).map(({ key, value }) => [key, value]) : [],
  );

test("a transfer is told with ASAPP's own times, its state and its context; a secret in it is not shown", async () => {
  const { trail, report } = await read({ transfers: { [first]: told(first) }, log: [transferLine(first)] });
  expect(codesOf(trail)).toEqual([
    "asapp-transfer.created",
    "asapp-transfer.received",
    "asapp-transfer.ended",
  ]);
  expect(rowsOf(report)).toMatchObject({
    id: first,
    status: "COMPLETED",
    transferNumber: "+18885550123",
    taskName: "Welcome",
    currentTaskName: "Billing",
    transferType: "AGENT",
    inputVariables: '{"customerId":"42"}',
  });
  expect(rowsOf(report).referenceVariables).toContain('"caseId":"7"');
  expect(JSON.stringify(trail)).not.toContain("hush");
  expect(provenCables(trail, asappProofs).find(({ cable }) => cable === "asapp")?.state).toBe("good");
});

test("every attempt of the contact is asked for, from the log and from what the flow keeps", async () => {
  const { asked, trail } = await read({
    transfers: {
      [first]: told(first, { status: "EXPIRED", callReceivedAt: "", completedAt: "" }),
      [second]: told(second),
    },
    log: [transferLine(first)],
    attributes: { asappTransferId: second, other: "x" },
  });
  expect(asked).toEqual([first, second].sort());
  expect(codesOf(trail)).toContain("asapp-transfer.expired");
  expect(trail.findings).toMatchObject([{ code: "asapp-number-expired" }]);
});

const unused = told(first, {
  ...{ status: "EXPIRED", callReceivedAt: "", completedAt: "", outputContext: null },
  phoneNumber: { transferNumber: "+18885550123", country: "US", expireAt: "2024-03-04T10:01:05Z" },
});
const at = (seconds: number) => new Date(Date.UTC(2024, 2, 4, 10, 0, seconds));
/** A call that ended after the temporary number was provided and before anything came of it. */
const endedAt = (seconds: number, DisconnectReason: string, flowLog: string[] = []) => {
  const lines = [...healthyFlowLog.filter((line) => /logging|welcome/.test(line)), ...flowLog];
  return withContact(
    withFlowLog(healthyCall(), lines, { "/aws/lambda/acme-call-transfer": [transferLine(first)] }),
    {
      ...alone(DisconnectReason),
      DisconnectTimestamp: at(seconds),
    },
  );
};

test("a number that expires after the caller has hung up is no number that was called too late", async () => {
  const { trail } = await read({
    transfers: { [first]: unused },
    answers: endedAt(8, "CUSTOMER_DISCONNECT"),
  });
  expect(trail.findings).toMatchObject([
    {
      ...{ code: "asapp-number-expired", severity: "attention", needs: "nothing" },
      title: "The caller hung up before ASAPP had the call",
      facts: { reason: "caller-hung-up" },
      evidence: [`asapp-transfer:${first}:expired`],
    },
  ]);
});

test("a caller who gives up while ASAPP's number rings isn't said to have left before it was called", async () => {
  const ringing = flowLine(6, "transfer-to-asapp", "TransferParticipantToThirdParty", {
    Parameters: { ThirdPartyPhoneNumber: "+18885550123" },
  });
  const { trail } = await read({
    transfers: { [first]: unused },
    answers: endedAt(40, "CUSTOMER_DISCONNECT", [ringing]),
  });
  const [found] = trail.findings;
  expect(found?.cause).toContain("being connected");
  expect(found?.nextStep).toContain("check that ASAPP answers");
});

test.each<[string, Answers]>([
  ["expired while the caller was there", endedAt(70, "CUSTOMER_DISCONNECT")],
  ["ended without the caller hanging up", endedAt(8, "CONTACT_FLOW_DISCONNECT")],
  [
    "had a transfer that failed",
    endedAt(8, "CUSTOMER_DISCONNECT", [
      flowLine(6, "transfer-to-asapp", "TransferParticipantToThirdParty", {
        Parameters: { ThirdPartyPhoneNumber: "+18885550123" },
      }),
      flowLine(7, "transfer-to-asapp", "TransferParticipantToThirdParty", { Results: "Error" }),
    ]),
  ],
])("a call that %s is told as one whose number expired", async (_what, answers) => {
  const { trail } = await read({ transfers: { [first]: unused }, answers });
  const [found] = trail.findings.filter(({ code }) => code === "asapp-number-expired");
  expect(found).toMatchObject({ severity: "bad", title: "The temporary number expired" });
  expect(found?.facts).not.toHaveProperty("reason");
});

test("without a log or attributes the contact's first transfer is found by its rule", async () => {
  const denied = () => {
    throw awsError("AccessDeniedException");
  };
  const { asked, report } = await read({
    transfers: { [first]: told(first) },
    answers: { FilterLogEvents: denied, GetContactAttributes: denied },
  });
  expect(asked).toEqual([first]);
  expect(report?.state).toBe("ok");
});

test("an id that somebody has written into an attribute does not open another contact's transfer", async () => {
  const { report, asked } = await read({
    transfers: { other: told("other", { externalConversationId: "99999999-9999-4999-8999-999999999999" }) },
    attributes: { transferId: "other" },
  });
  expect(asked).toEqual(["other"]);
  expect(report?.state).toBe("empty");
});

test.each([
  [{ status: "ACTIVE", callReceivedAt: "", completedAt: "", outputContext: null }, "ACTIVE", 1],
  [{ status: "ongoing", completedAt: "", outputContext: null }, "ONGOING", 2],
  [{ outputContext: null }, "COMPLETED", 3],
])("a transfer that is %j is told as %s", async (more, status, events) => {
  const { trail, report } = await read({
    transfers: { [first]: told(first, more) },
    log: [transferLine(first)],
  });
  expect(rowsOf(report).status).toBe(status);
  expect(codesOf(trail)).toHaveLength(events);
  expect(trail.findings).toEqual([]);
});

test("a contact that ASAPP never had is empty; an ASAPP that cannot be asked says why, and the others stand", async () => {
  expect((await read({ transfers: {} })).report?.state).toBe("empty");
  const problem = { code: "asapp-credentials-wrong", sentence: "No.", wayOut: "Correct it." };
  const { report, trail } = await read({ transfers: { [first]: fail(problem) }, log: [transferLine(first)] });
  expect(report).toMatchObject({ state: "failed", problem });
  expect(trail.sources[0]?.state).toBe("ok");
});

test("a transfer that can't be read beside another is said to be missing, and one that isn't there isn't", async () => {
  const limited = { code: "asapp-rate-limited", sentence: "ASAPP limits requests.", wayOut: "Wait." };
  const attributes = { asappTransferId: second };
  const log = [transferLine(first)];
  const { report } = await read({
    ...{ transfers: { [first]: told(first), [second]: fail(limited) }, log, attributes },
  });
  expect(report).toMatchObject({ state: "ok" });
  expect(rowsOf(report)).toMatchObject({
    ...{ id: first, unread: "There may be another transfer. ASAPP limits requests." },
  });
  const alone = await read({ transfers: { [first]: told(first) }, log, attributes });
  expect(rowsOf(alone.report)).not.toHaveProperty("unread");
});

test("where no integration works with ASAPP there is no such source", async () => {
  const opened = await openTrailIn(recordedContext(healthyCall()).context, contactId);
  expect(opened.ok && opened.value.sources.map(({ source }) => source)).not.toContain("asapp-transfer");
});

test.each([
  ["unauthorized", "not-accepted"],
  ["rate-limited", "rate-limited"],
  ["host-inward", "no-host"],
  ["timeout", "no-good-answer"],
  ["refused", "unknown"],
])("a function that logged %s is a finding for the reason %s", async (reason, told) => {
  const failed = { level: "error", message: "Call transfer failed", reason };
  const { trail } = await read({ transfers: {}, log: [transferLine(first, failed)] });
  expect(trail.findings).toMatchObject([{ code: "asapp-failed", severity: "bad", facts: { reason: told } }]);
});
