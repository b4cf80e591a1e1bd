import { describe, expect, it } from "vitest";
import { asIntegrationId } from "@/lib/kernel/ids";
import type { GuidePublication, SeenPublication } from "@/lib/vendors/guide-publication";
import type { StoredPublication } from "./publication-store";
import { viewPublication } from "./publication-view";

const missing = { code: "no-app", sentence: "No app.", wayOut: "Add one." };
const publication: GuidePublication & { vendor: string } = {
  ...{ thing: "the bot", planButton: "Plan", publishButton: "Publish", warning: "All.", approval: "Ask." },
  ...{
    connectionKind: "acme",
    vendor: "Acme",
    missing: ({ settings }) => (settings.app ? undefined : missing),
  },
  read: () => expect.unreachable(),
  look: () => expect.unreachable(),
  publish: () => expect.unreachable(),
};
const last: SeenPublication = { state: "none", parts: [] };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 10, minute));
const stored = (more: Partial<StoredPublication>): StoredPublication => ({
  ...{ id: "1", integrationId: asIntegrationId("i"), row: "AC-9", status: "planned", plannedBy: "Ada" },
  plan: {
    target: { id: "one", name: "Night shift" },
    rows: [
      { row: "AC-1", code: "development-only", sha256: "" },
      { row: "AC-2", code: "published", sha256: "" },
      { row: "AC-9", code: "development-only", sha256: "" },
    ],
    changes: {
      known: {
        ...{ total: 3, isWhole: true, showsNewest: true, kinds: [] },
        authors: [
          { email: "grace@example.com", count: 3 },
          { email: "", count: 2 },
          { email: "ada@example.com", count: 1 },
        ],
      },
    },
    last: { ...last, parts: [] },
  },
  ...{ plannedAt: at(0), comment: undefined, approvedBy: undefined, approvedAt: undefined },
  ...{ before: undefined, outcome: {}, endedAt: undefined },
  ...more,
});
const view = (all: StoredPublication[], more: { seesWho?: boolean; now?: Date; app?: boolean } = {}) =>
  viewPublication(publication, "AC-9", {
    all,
    connection: { settings: { app: more.app ?? true }, secretFields: [] },
    seesWho: more.seesWho ?? true,
    now: more.now ?? at(20),
  });

describe("what a step shows of publishing", () => {
  it("is what is missing for it, where something is", () => {
    expect(view([], { app: false }).missing).toEqual(missing);
    expect(view([])).toMatchObject({ missing: undefined, plan: undefined, ended: undefined });
  });

  it("is the plan, with the rows that callers don't reach as given", () => {
    expect(view([stored({})]).plan).toMatchObject({
      typedName: "Night shift",
      rows: [{ row: "AC-1", code: "development-only" }],
      blocked: undefined,
    });
    expect(view([stored({ row: "AC-8" })]).plan).toBeUndefined();
  });

  it("names authors only to those who may see who did what", () => {
    expect(JSON.stringify(view([stored({})]))).toContain("grace@example.com");
    const masked = view([stored({})], { seesWho: false });
    expect(JSON.stringify(masked)).not.toMatch(/grace|ada@|example\.com/);
    expect(masked.plan?.changes).toMatchObject({
      known: {
        authors: [
          { email: "Person 1", count: 3 },
          { email: "", count: 2 },
          { email: "Person 2", count: 1 },
        ],
      },
    });
  });

  it.each(["in-progress", "awaiting-approval"] as const)(
    "blocks a plan while another publication is %s",
    (state) => {
      const { plan } = stored({});
      const busy = stored({ plan: { ...plan, last: { state, parts: [] } } });
      expect(view([busy]).plan?.blocked).toMatchObject({ code: "publication-busy" });
    },
  );

  it("is no plan that was made before the last one ended", () => {
    const ended = stored({ id: "2", status: "published", approvedBy: "Eve", endedAt: at(5) });
    expect(view([stored({ plannedAt: at(4) }), ended]).plan).toBeUndefined();
    expect(view([stored({ plannedAt: at(6) }), ended]).plan).toBeDefined();
  });

  it("is the newest end beside a new plan", () => {
    const ended = (id: string, minute: number) =>
      stored({ id, status: "published", approvedBy: "Eve", endedAt: at(minute) });
    const next = stored({ id: "3", plannedAt: at(10) });
    const { plan, ended: end } = view([next, ended("1", 5), ended("2", 9)]);
    expect(plan?.id).toBe("3");
    expect(end).toMatchObject({ id: "2", status: "published", approvedBy: "Eve", mayLookAgain: false });
  });

  it("says where it can't compare everything, and is blocked where it can compare nothing", () => {
    const { plan } = stored({});
    const withLog = (showsNewest: boolean, rows = plan.rows) => {
      const known = { total: 200, isWhole: false, showsNewest, kinds: [], authors: [] };
      return view([stored({ plan: { ...plan, rows, changes: { known } } })]).plan;
    };
    expect(withLog(true)).toMatchObject({ comparesAll: true, blocked: undefined });
    expect(withLog(false)).toMatchObject({ comparesAll: false, blocked: undefined });
    expect(withLog(false, [])).toMatchObject({ blocked: { code: "publication-log-too-long" } });
    const unread = { ...plan, changes: { unread: missing } };
    expect(view([stored({ plan: unread })]).plan).toMatchObject({ comparesAll: false, blocked: undefined });
    expect(view([stored({ plan: { ...unread, rows: [] } })]).plan).toMatchObject({
      blocked: { code: "publication-blind" },
    });
  });

  it("isn't published where no worker took it up for half an hour", () => {
    const waiting = stored({ status: "queued", approvedBy: "Eve", approvedAt: at(0) });
    const { ended } = view([waiting], { now: at(31) });
    expect(ended).toMatchObject({ status: "unread", sentence: expect.stringContaining("30 minutes") });
  });

  it("isn't known once a worker hasn't come back for half an hour", () => {
    const active = stored({ status: "publishing", approvedBy: "Eve", approvedAt: at(0) });
    expect(view([active]).underWay).toMatchObject({ approvedBy: "Eve" });
    const late = view([active], { now: at(31) });
    expect(late.underWay).toBeUndefined();
    expect(late.ended).toMatchObject({ status: "unknown", sentence: expect.stringContaining("30 minutes") });
  });
});
