import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import { ProblemError, succeed } from "@/lib/kernel/result";
import type { GuideCheckResult, GuideCheckSubject } from "../../guide-check";
import { type FakeContactCenter, startFakeContactCenter } from "../testing/fake-contact-center";
import { zoomGuideChecker } from "./check-flow";
import { findVoiceBot } from "./find-voice-bot";

const state = vi.hoisted(() => ({ url: undefined as string | undefined }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { zoom: state.url }, allowedHosts: [] }),
}));
vi.mock("../zoom-pace", async (load) => ({ ...(await load<object>()), takeTurn: async () => undefined }));

const number = "+12065550188";
const settings = { flowName: "Voice bot", connector: { name: "Acme bot" }, entryPoints: [number] };
const withConnector = JSON.stringify({
  widgets: [{ widget_type: "voice_bot", settings: { connector_name: "Acme  Bot" } }],
});
let zoom: FakeContactCenter;
let count = 0;
beforeEach(async () => {
  zoom = await startFakeContactCenter();
  state.url = zoom.url;
  count += 1;
  zoom.flows.push({ id: "flow-1", name: "Voice bot", description: "", versions: [version(1, "published")] });
  zoom.points.push({ id: "point-1", number, flowId: "flow-1" });
});
afterEach(() => zoom.stop());

function version(at: number, status: "draft" | "published" | "archived", file = withConnector) {
  return { version: at, status, description: "", file };
}

function subjectOf(given: object, kinds = ["zoom"]): GuideCheckSubject {
  const account = { accountId: `guide-account-${count}`, clientId: "client-0001", zoomSandbox: true };
  return {
    input: { settings: given } as BlueprintInput<object>,
    connection: (kind) =>
      kinds.includes(kind)
        ? { open: async () => succeed({ settings: account, secrets: { clientSecret: "hush" } }) }
        : undefined,
    signal: AbortSignal.timeout(20_000),
  };
}
async function check(given: object = settings): Promise<Record<string, GuideCheckResult>> {
  const results = await zoomGuideChecker.read(subjectOf(given));
  return Object.fromEntries(results.map((result) => [result.row, result]));
}

describe("the check of Zoom's side of a guide", () => {
  it("doesn't call a flow unpublished whose versions Zoom doesn't list", async () => {
    const body = { flow_id: "flow-1", flow_name: "Voice bot", status: "published" };
    zoom.refuse(({ path }) => path.endsWith("/flows/Voice%20bot"), { status: 200, body });
    await expect(check()).rejects.toMatchObject({ problem: { code: "zoom-malformed" } });
  });

  it("sees the flow published with its connector, and its numbers leading to it", async () => {
    const results = await check();
    expect(Object.keys(results).sort()).toEqual([...zoomGuideChecker.rows].sort());
    expect(results["ZC-12"]).toMatchObject({
      code: "published",
      facts: { flowId: "flow-1", liveVersion: "1", connector: "in-voice-bot", entryPoints: "1" },
    });
    expect(results["ZC-01"]).toMatchObject({ code: "published" });
    // A name doesn't prove a connector's region, bot, and credentials.
    expect(results["ZC-06"]).toMatchObject({ code: "not-seen", facts: { connector: "in-voice-bot" } });
    expect(zoom.changes()).toEqual([]);
  });

  it("finds the connector by its name where the widget looks like nothing that we know", async () => {
    Object.assign(zoom.flows[0] ?? {}, {
      versions: [version(1, "published", '{"nodes":[{"k":7,"p":{"c":"Acme bot"}}]}')],
    });
    expect((await check())["ZC-12"]).toMatchObject({ code: "published", facts: { connector: "by-name" } });
  });

  it.each<[string, object[], string]>([
    ["no version is published", [version(1, "draft")], "development-only"],
    [
      "only a later draft has the connector",
      [version(1, "published", "{}"), version(2, "draft")],
      "development-only",
    ],
    ["no version shows the connector", [version(1, "published", "{}")], "not-seen"],
    ["an earlier version alone has it", [version(1, "archived"), version(2, "published", "{}")], "not-seen"],
  ])("says when %s", async (_what, versions, code) => {
    Object.assign(zoom.flows[0] ?? {}, { versions });
    expect((await check())["ZC-12"]?.code).toBe(code);
  });

  it("says that there is no such flow", async () => {
    zoom.flows = [];
    const results = await check();
    expect(results["ZC-12"]?.code).toBe("absent");
    expect(results["ZC-06"]?.code).toBe("unknown");
    expect(results["ZC-01"]?.code).toBe("published");
  });

  it("says which numbers don't lead to the flow", async () => {
    const two = { ...settings, entryPoints: [number, "+12065550189"] };
    const some = (await check(two))["ZC-12"];
    expect(some?.code).toBe("changed");
    expect(some?.difference).toEqual([expect.stringContaining("+12065550189")]);
    zoom.points = [{ id: "point-1", number, flowId: "another" }];
    expect((await check())["ZC-12"]?.code).toBe("development-only");
    zoom.points = [{ id: "point-2", number: "+12065550177", flowId: "flow-1" }];
    expect((await check())["ZC-12"]?.code).toBe("development-only");
  });

  it("wants some number to lead to the flow where the settings name none", async () => {
    const any = { ...settings, entryPoints: [] };
    expect((await check(any))["ZC-12"]).toMatchObject({ code: "published" });
    zoom.points.length = 0;
    expect((await check(any))["ZC-12"]).toMatchObject({
      code: "development-only",
      detail: expect.stringContaining("no entry point leads to it"),
    });
  });

  it("says of a connector that is in a draft alone that the flow uses it", async () => {
    Object.assign(zoom.flows[0] ?? {}, { versions: [version(1, "published", "{}"), version(2, "draft")] });
    expect((await check())["ZC-06"]?.detail).toMatch(/^A connector named "Acme bot" is used in the flow/);
    Object.assign(zoom.flows[0] ?? {}, { versions: [version(1, "published", "{}")] });
    expect((await check())["ZC-06"]?.detail).toMatch(/^No connector named "Acme bot" was seen/);
  });

  it("knows a number without its plus", async () => {
    zoom.points = [{ id: "point-1", number: "12065550188", flowId: "flow-1" }];
    expect((await check())["ZC-12"]?.code).toBe("published");
  });

  it("proves the credentials alone where the settings name no flow", async () => {
    expect(Object.keys(await check({}))).toEqual(["ZC-01"]);
  });

  it("fails in words without a connection, and when Zoom refuses", async () => {
    await expect(zoomGuideChecker.read(subjectOf(settings, []))).rejects.toThrow(ProblemError);
    const message = "Invalid access token, does not contain scopes:[contact_center:read:flow:admin].";
    zoom.refuse(() => true, { status: 400, body: { code: 4711, message } });
    await expect(zoomGuideChecker.read(subjectOf(settings))).rejects.toMatchObject({
      problem: { code: "zoom-scopes-missing", sentence: expect.stringContaining("read:flow:admin") },
    });
  });
});

describe("an exported flow of any form", () => {
  it("is read to its end, and a connector that is in it is found", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.jsonValue(), (before, after) => {
        const flow = { before, after, inner: [{ deep: { name: " ACME bot " } }] };
        expect(findVoiceBot(flow, "Acme bot")).toBe("by-name");
        expect(findVoiceBot([{ nodeKind: "VoiceBot", flow }], "acme bot")).toBe("in-voice-bot");
        expect(findVoiceBot(flow, "")).toBe("not-seen");
      }),
    );
  });

  it("doesn't show a voice bot by what people call a widget", () => {
    expect(findVoiceBot({ title: "Voice bot", connector: "Acme bot" }, "Acme bot")).toBe("by-name");
    expect(findVoiceBot({ widget_type: "queue", connector: "Acme bot 2" }, "Acme bot")).toBe("not-seen");
  });

  it("that is deeper than any flow ends the search", () => {
    let deep: unknown = "Acme bot";
    for (let depth = 0; depth < 5_000; depth++) deep = { deep };
    expect(findVoiceBot(deep, "Acme bot")).toBe("not-seen");
  });
});
