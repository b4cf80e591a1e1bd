import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { Check } from "@/lib/connection-kinds/connection-kind";
import { noConnections } from "@/lib/engine/no-connections";
import { nothingStood } from "@/lib/engine/previous";
import type { ManagedRecord, ResourceContext } from "@/lib/engine/resource";
import { liveThrough, owner } from "@/lib/engine/testing/life-of-resource";
import { asTenantId } from "@/lib/kernel/ids";
import { succeed } from "@/lib/kernel/result";
import { must } from "@/lib/testing/must";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { requestZoom } from "./ask-zoom";
import { zoomConnection } from "./connection";
import { zoomSettings } from "./connection-settings";
import { zoomGuideChecker } from "./guide/check-flow";
import { listZoom } from "./list-zoom";
import { zoomEntryPoint } from "./resources/zoom-entry-point";
import { zoomFlow } from "./resources/zoom-flow";
import { zoomVariable } from "./resources/zoom-variable";
import { zoomSandbox } from "./sandbox";

const state = vi.hoisted(() => ({ url: undefined as string | undefined }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { zoom: state.url }, allowedHosts: [] }),
}));
// Requests have their pace, which has tests of its own.
vi.mock("./zoom-pace", async (load) => ({ ...(await load<object>()), takeTurn: async () => undefined }));

const { settings: raw, secrets } = zoomSandbox.connection(zoomSandbox.firstCustomer);
const settings = zoomSettings.parse(raw);
const account = { settings, clientSecret: secrets.clientSecret ?? "" };
const limits = { timeoutMs: 10_000 };
/** What every simulated account has from its start. */
const flowName = "Patchbay sandbox voice bot";
const mainNumber = "+12065550188";

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  state.url = sandbox.vendorUrls.zoom;
});
afterAll(() => sandbox.stop());
beforeEach(() => tell("POST", "reset", {}));

function tell(method: "PUT" | "POST" | "DELETE", path: string, body?: object) {
  return tellSandbox(sandbox, method, `${state.url}/_sandbox/${path}`, body);
}
const behave = (behavior: object) => tell("PUT", `accounts/${settings.accountId}/behavior`, behavior);

async function probe(): Promise<{ state: string; checks: Record<string, Check> }> {
  const report = await zoomConnection.probe(settings, secrets, { tenantId: asTenantId("tenant-one") });
  return { state: report.state, checks: Object.fromEntries(report.checks.map((check) => [check.id, check])) };
}

function contextOf(record?: ManagedRecord, step = "deployment/step"): ResourceContext {
  return {
    ...({} as Pick<ResourceContext, "aws" | "accountId" | "region" | "instanceId" | "instanceArn">),
    connections: { ...noConnections, open: async () => succeed({ settings, secrets }) },
    owner: { ...owner, step },
    record,
    signal: AbortSignal.timeout(60_000),
  };
}

/** The flow that every account has, with its file and the connector in it. */
async function exportMain(): Promise<{ id: string; content: string; connectorName: string }> {
  const path = `/contact_center/flows/${encodeURIComponent(flowName)}`;
  const query = { flow_identifier_type: "name" };
  const { value } = must(await requestZoom(account, { method: "GET", path, query }, limits));
  const id = String(value.flow_id);
  const file = {
    method: "GET",
    path: `/contact_center/flows/${id}/export`,
    query: { flow_version: 1 },
  } as const;
  const content = must(await requestZoom(account, file, limits)).text;
  return { id, content, connectorName: /"connector_name":"([^"]+)"/.exec(content)?.[1] ?? "" };
}

describe("the test of a connection to the simulated Zoom", () => {
  it("proves everything that a sandbox account is set up for", async () => {
    const { checks } = await probe();
    expect(Object.values(checks).filter((check) => check.state !== "proven")).toEqual([]);
    expect(Object.keys(checks)).toContain("zoom-change-flow");
  });

  it.each<[string, object, string, string]>([
    ["a deactivated app", { active: false }, "zoom-token", "Activate your app"],
    [
      "a creator without the role",
      { creatorIsAdmin: false },
      "zoom-contact-center",
      "Contact Center Admin role",
    ],
    ["an account without the license", { licensed: false }, "zoom-list-flows", "Contact Center license"],
    [
      "a missing scope",
      { withoutScopes: ["contact_center:read:engagement:admin"] },
      "zoom-engagement",
      "contact_center:read:engagement:admin",
    ],
  ])("names %s", async (_what, behavior, id, words) => {
    await behave(behavior);
    const { state: all, checks } = await probe();
    expect(all).toBe("failed");
    expect(checks[id]).toMatchObject({ state: "failed" });
    expect(checks[id]?.detail).toContain(words);
  });

  it("takes classic scopes as well", async () => {
    await behave({ scopeKind: "classic" });
    expect((await probe()).state).toBe("proven");
  });

  it("says when a daily limit ends, which proves nothing of the app", async () => {
    await behave({ heavyToday: 15_000 });
    const { state: all, checks } = await probe();
    expect(all).toBe("proven");
    expect(checks["zoom-voice-calls"]).toMatchObject({ state: "unproven" });
    expect(checks["zoom-voice-calls"]?.detail).toMatch(/It ends \d{4}-\d\d-\d\d 00:00 UTC/);
  });
});

it("a list goes on when its token is revoked between two pages", async () => {
  const engagements = Array.from({ length: 5 }, (_, index) => ({ from: `+1206555010${index}`, seconds: 30 }));
  await tell("POST", `accounts/${settings.accountId}/engagements`, { engagements });
  await requestZoom(account, { method: "GET", path: "/contact_center/flows" }, limits);
  await tell("DELETE", `accounts/${settings.accountId}/tokens`);
  const list = { path: "/contact_center/engagements", rows: "engagements", pageSize: 2 };
  expect(must(await listZoom(account, list, limits))).toMatchObject({ rows: { length: 5 }, isWhole: true });
});

describe("what an integration has in the simulated Zoom", () => {
  it("is a variable with its group, from its creation to its removal", async () => {
    const props = {
      accountId: settings.accountId,
      group: "Bot",
      name: "session_id",
      description: "Its session",
    };
    const created = recordOf({ id: "" }, nothingStood);
    await liveThrough(contextOf(created), { type: zoomVariable, props });
  });

  it("is a flow from a file, which is kept, drifts, and is mended", async () => {
    const { content } = await exportMain();
    const props = { name: "Night shift", content };
    expect(await zoomFlow.observe(contextOf(), props)).toBeUndefined();
    const outputs = await zoomFlow.ensure(contextOf(), props, undefined);
    const record = recordOf(outputs);
    const made = await zoomFlow.observe(contextOf(record), props);
    expect(made).toMatchObject({ ownership: { kind: "ours" }, state: { ...props, status: "published" } });

    // Somebody publishes another version.
    const changed = JSON.parse(content);
    changed.widgets[1].widget_name = "By hand";
    const form = [
      { name: "flow_name", text: props.name },
      { name: "import_mode", text: "version" },
      { name: "flow_file", text: JSON.stringify(changed), fileName: "flow.json" },
    ];
    must(await requestZoom(account, { method: "POST", path: "/contact_center/flows", form }, limits));
    const publish = { method: "PUT", path: `/contact_center/flows/${outputs.id}/publish` } as const;
    must(await requestZoom(account, { ...publish, query: { flow_version: 2 } }, limits));
    const drifted = await zoomFlow.observe(contextOf(record), props);
    expect(drifted && zoomFlow.compare?.(props, drifted.state)).toMatchObject([{ path: "content" }]);
    await zoomFlow.ensure(contextOf(record, "deployment-2/step"), props, drifted);
    const mended = await zoomFlow.observe(contextOf(record), props);
    expect(mended).toMatchObject({ outputs: { version: "1" }, state: props });
    if (mended) await zoomFlow.remove(contextOf(record), props, mended);
    expect(await zoomFlow.observe(contextOf(record), props)).toBeUndefined();
  });

  it("is a number that leads to our flow, and back to its own when we go", async () => {
    const { id, content } = await exportMain();
    const flow = await zoomFlow.ensure(contextOf(), { name: "Night shift", content }, undefined);
    const props = { number: mainNumber, flowName: "Night shift", flowId: flow.id ?? "" };
    const before = await zoomEntryPoint.observe(contextOf(), props);
    expect(before?.previous).toMatchObject({ flowId: id, flowName });
    const record = recordOf(await zoomEntryPoint.ensure(contextOf(), props, before), before?.previous);
    const now = await zoomEntryPoint.observe(contextOf(record), props);
    expect(now?.state).toMatchObject({ flowId: flow.id });
    if (now) await zoomEntryPoint.remove(contextOf(record), props, now);
    expect((await zoomEntryPoint.observe(contextOf(record), props))?.state.flowId).toBe(id);
  });
});

it("the guide's check sees the flow published with its connector, and an entry point that leads elsewhere", async () => {
  const { connectorName } = await exportMain();
  const input = (entryPoints: string[]) =>
    ({ settings: { flowName, connector: { name: connectorName }, entryPoints } }) as BlueprintInput<object>;
  const check = async (entryPoints: string[]) => {
    const connection = () => ({ open: async () => succeed({ settings, secrets }) });
    const signal = AbortSignal.timeout(20_000);
    const results = await zoomGuideChecker.read({ input: input(entryPoints), connection, signal });
    return Object.fromEntries(results.map(({ row, code }) => [row, code]));
  };
  expect(await check([mainNumber])).toEqual({
    "ZC-01": "published",
    "ZC-06": "not-seen",
    "ZC-12": "published",
  });
  expect(await check([mainNumber, "+12065550177"])).toMatchObject({ "ZC-12": "changed" });
});

function recordOf(outputs: Record<string, string>, previous?: unknown): ManagedRecord {
  return { physicalId: outputs.id ?? "", outputs, previous };
}
