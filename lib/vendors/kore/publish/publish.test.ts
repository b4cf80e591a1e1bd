import { describe, expect, it } from "vitest";
import { fail, succeed } from "@/lib/kernel/result";
import { findGuidePublication } from "../../blueprints";
import { otherTarget } from "../../guide-publication";
import { problemOfAnswer } from "../answer-problems";
import { koreConnection } from "../connection";
import { koreSettings } from "../connection-settings";
import { parseChanges } from "../proof/fetch-changes";
import { koreScopes } from "../scopes";
import { kore } from "../vendor";
import { adminAppOf, openAdminAppOf } from "./ask-admin";
import { botPublication, judgePublishAnswer } from "./bot-publication";
import { countChanges } from "./count-changes";
import { parsePublishStatus } from "./fetch-publish-status";
import { describePublishing } from "./probe-publishing";

const problem = (code: string) => ({ code, sentence: "No.", wayOut: "Wait." });

it("is offered where a guide asks for publishing, and nowhere else", () => {
  const rows = Object.entries(kore.guidePublications ?? {}).flatMap(([kind, acts]) =>
    Object.keys(acts).map((row) => [row, findGuidePublication(kind, row) === botPublication]),
  );
  expect(rows).toEqual([
    ["KM-23", true],
    ["ZC-09", true],
  ]);
  expect(findGuidePublication("kore-voice", "KM-22")).toBeUndefined();
});

describe("the answer to a publish", () => {
  // As the documentation's sample has it.
  const part = (state?: string) => ({
    resourceType: "dialog",
    status: "SUCCESS",
    result: { state, name: "mortgage" },
  });

  it("says that an approval is awaited when one part of it waits", () => {
    const waits = succeed([part("awaitingApproval"), part()]);
    expect(judgePublishAnswer(waits)).toEqual({ kind: "accepted", awaitsApproval: true });
    expect(judgePublishAnswer(succeed([part("published"), part()]))).toEqual({
      kind: "accepted",
      awaitsApproval: false,
    });
  });

  it.each([400, 401, 403, 404, 409, 429])("is a refusal with %s", (status) => {
    const refusal = problemOfAnswer({ status, text: "{}" }, koreScopes.publish);
    expect(judgePublishAnswer(fail(refusal))).toMatchObject({ kind: "refused" });
  });

  it.each([408, 500, 502, 504])("is lost with %s: nobody knows whether it was begun", (status) => {
    const doubt = problemOfAnswer({ status, text: "{}" }, koreScopes.publish);
    expect(judgePublishAnswer(fail(doubt))).toMatchObject({ kind: "lost" });
  });

  it.each(["host-slow", "host-unreachable", "answer-too-large", "kore-malformed", "kore-app-encrypts"])(
    "is lost with %s",
    (code) => expect(judgePublishAnswer(fail(problem(code)))).toMatchObject({ kind: "lost" }),
  );
});

describe("the state of a publication", () => {
  const sample = {
    ...{ _id: "ds-1", requestedTime: "2022-07-29T08:04:48.731Z", lastModifiedOn: "2022-07-29T08:04:50.083Z" },
    ...{ status: "successful", statusSummary: [{ resourceType: "NL", name: "Mortgage", status: "SUCCESS" }] },
  };

  it("keeps times, kinds, and states, and no name of the tenant's", () => {
    expect(parsePublishStatus(sample)).toEqual({
      ...{ state: "published", id: "ds-1" },
      ...{ requestedAt: sample.requestedTime, changedAt: sample.lastModifiedOn },
      parts: [{ kind: "NL", state: "SUCCESS" }],
    });
  });

  it.each([
    ["inprogress", "in-progress"],
    ["in_progress", "in-progress"],
    ["failed", "failed"],
    ["awaitingApproval", "awaiting-approval"],
    ["paused", "unknown"],
    ["in progress", "in-progress"],
    ["toString", "unknown"],
    ["constructor", "unknown"],
  ])("%s is %s", (status, state) => {
    expect(parsePublishStatus({ ...sample, status })).toMatchObject({ state });
  });

  it("awaits an approval when a part of it does", () => {
    const statusSummary = [{ resourceType: "dialog", status: "awaitingApproval" }];
    expect(parsePublishStatus({ ...sample, status: "inprogress", statusSummary })).toMatchObject({
      state: "awaiting-approval",
    });
    // What is over waits for nobody.
    for (const [status, state] of [
      ["successful", "published"],
      ["failed", "failed"],
    ])
      expect(parsePublishStatus({ ...sample, status, statusSummary })).toMatchObject({ state });
  });

  it("keeps no free text that stands where a word of Kore's should", () => {
    const statusSummary = [{ resourceType: "Ask <Grace>", status: "x".repeat(41) }];
    expect(parsePublishStatus({ ...sample, statusSummary })?.parts).toEqual([{ kind: "?", state: "?" }]);
  });

  it("isn't read from anything else", () => {
    expect(parsePublishStatus([])).toBeUndefined();
    expect(parsePublishStatus({ message: "hello" })).toBeUndefined();
  });
});

describe("the changes that a publish takes along", () => {
  const entry = (createdOn: string, message: string, emailId?: string) => ({
    ...{ createdOn, message, resourceType: "dialog" },
    ...(emailId === undefined ? {} : { userId: { emailId, firstName: "Grace" } }),
  });

  it("are counted by author and kind, after the last publication alone", () => {
    const changes = parseChanges([
      entry("2026-11-30T10:00:00Z", "Bot updated", "Grace@example.com"),
      entry("2026-11-30T09:00:00Z", "Published task Book", "ada@example.com"),
      entry("2026-11-30T11:00:00Z", "Task Secret plans changed", "grace@example.com"),
      entry("2026-11-30T08:00:00Z", "Bot updated", "ada@example.com"),
      entry("2026-11-30T12:00:00Z", "Bot updated"),
    ]);
    const counted = countChanges({ changes, isWhole: true, showsNewest: true });
    expect(counted).toEqual({
      ...{ since: "2026-11-30T09:00:00.000Z", newestAt: "2026-11-30T12:00:00.000Z", total: 3 },
      ...{ isWhole: true, showsNewest: true },
      kinds: [{ kind: "dialog", count: 3 }],
      authors: [
        { email: "grace@example.com", count: 2 },
        { email: "", count: 1 },
      ],
    });
    expect(JSON.stringify(counted)).not.toMatch(/Secret|Book/);
  });

  it("are told of no more groups than anyone reads, the largest first", () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      entry("2026-11-30T10:00:00Z", "Bot updated", `p${index}@example.com`),
    );
    const changes = parseChanges([...many, entry("2026-11-30T10:00:00Z", "Bot updated", "p24@example.com")]);
    const { authors, total } = countChanges({ changes, isWhole: true, showsNewest: true });
    expect(authors).toHaveLength(20);
    expect(authors[0]).toEqual({ email: "p24@example.com", count: 2 });
    expect(total).toBe(26);
  });

  it("are none in an empty log", () => {
    expect(countChanges({ changes: [], isWhole: true, showsNewest: true })).toMatchObject({
      total: 0,
      authors: [],
    });
  });
});

describe("the Admin Console app of a connection", () => {
  const settings = koreSettings.parse({
    ...{ host: "platform.kore.ai", botId: "st-0001", clientId: "cs-0001", didNumber: "+12065551118" },
    adminClientId: "cs-admin",
  });

  it("needs both its fields, and asks as itself", () => {
    expect(adminAppOf(settings, {})).toBeUndefined();
    expect(adminAppOf({ ...settings, adminClientId: undefined }, { adminClientSecret: "x" })).toBeUndefined();
    expect(adminAppOf(settings, { adminClientSecret: "x" })?.settings.clientId).toBe("cs-admin");
    expect(koreConnection.secretFields(settings)).toContain("adminClientSecret");
    expect(koreConnection.secretFields({ ...settings, adminClientId: undefined })).not.toContain(
      "adminClientSecret",
    );
  });

  it("isn't asked once the connection leads to another bot", async () => {
    const secrets = { clientSecret: "x", adminClientSecret: "y" };
    const connection = { open: async () => succeed({ settings, secrets }) };
    const open = (id: string) => openAdminAppOf(connection, { id, name: "Night shift" });
    expect(await open("st-0001")).toMatchObject({ ok: true });
    expect(await open("st-0002")).toMatchObject({ problem: { code: otherTarget } });
  });

  it("is what the guide says is missing, until it's stored", () => {
    const missing = (adminClientId: string | undefined, secretFields: string[]) =>
      botPublication.missing({ settings: { adminClientId }, secretFields })?.code;
    expect(missing("cs-admin", ["clientSecret", "adminClientSecret"])).toBeUndefined();
    expect(missing("cs-admin", ["clientSecret"])).toBe("kore-no-admin-app");
    expect(missing(undefined, ["adminClientSecret"])).toBe("kore-no-admin-app");
  });

  it.each([
    ["there", succeed({ state: "none" as const, parts: [] }), { state: "proven" }],
    ["missing", fail(problem("kore-forbidden")), { state: "unproven", isMissing: true }],
    ["wrong", fail(problem("kore-credentials-wrong")), { state: "unproven", isMissing: true }],
    ["not known", fail(problem("kore-down")), { state: "unproven" }],
  ])("has its scope shown as %s", (_state, answer, check) => {
    const { isMissing } = describePublishing(answer);
    expect({ ...describePublishing(answer), isMissing }).toMatchObject(check);
    if (!("isMissing" in check)) expect(isMissing).toBeUndefined();
  });
});
