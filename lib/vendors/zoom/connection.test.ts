import { afterEach, describe, expect, it, vi } from "vitest";
import type { Check } from "@/lib/connection-kinds/connection-kind";
import { needsNewSecret, settingsOfForm } from "@/lib/connection-kinds/settings-of-form";
import { formatUtc } from "@/lib/kernel/format-utc";
import { asTenantId } from "@/lib/kernel/ids";
import { zoomConnection } from "./connection";
import { readZoomAccount, type ZoomSettings, zoomSettings } from "./connection-settings";
import { describeClock } from "./probe";
import { kindOfScopes, lackingScopes, zoomNeeds } from "./scopes";
import { allScopes, type FakeAnswer, type FakeZoom, startFakeZoom } from "./testing/fake-zoom";
import { apiProblemOf, limitedUntil } from "./zoom-problems";

const state = vi.hoisted(() => ({ url: undefined as string | undefined }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { zoom: state.url }, allowedHosts: [] }),
}));

let zoom: FakeZoom | undefined;
let count = 0;
afterEach(() => zoom?.stop());

const owner = { tenantId: asTenantId("tenant-one") };
const settings: ZoomSettings = zoomSettings.parse({
  accountId: " account-0001 ",
  clientId: "client-0001",
  zoomSandbox: true,
});

/** Probes an account of its own: tokens are kept per account. */
async function probe(
  options: Partial<Parameters<typeof startFakeZoom>[0]> = {},
  changed: Partial<ZoomSettings> = {},
): Promise<{ state: string; checks: Record<string, Check>; asked: FakeZoom["asked"] }> {
  zoom = await startFakeZoom({ answer: () => ({ body: {} }), ...options });
  state.url = zoom.url;
  count += 1;
  const mine = { ...settings, accountId: `account-${count}`, ...changed };
  const report = await zoomConnection.probe(mine, { clientSecret: "hush-hush" }, owner);
  expect(JSON.stringify(report)).not.toMatch(/hush-hush|token-\d/);
  const checks = Object.fromEntries(report.checks.map((check) => [check.id, check]));
  return { state: report.state, checks, asked: zoom.asked };
}
const statesOf = (checks: Record<string, Check>) =>
  Object.fromEntries(Object.entries(checks).map(([id, check]) => [id, check.state]));
const without = (...names: string[]) => ({
  body: {
    scope: allScopes
      .split(" ")
      .filter((scope) => !names.includes(scope))
      .join(" "),
  },
});

describe("the settings of a Zoom connection", () => {
  it("are read only until somebody chooses more, and have no spaces around", () => {
    expect(settings).toEqual({
      accountId: "account-0001",
      clientId: "client-0001",
      flowAccess: "read",
      zoomSandbox: true,
    });
  });

  it("cannot claim an account of the simulated Zoom", () => {
    const { zoomSandbox: _, ...own } = settings;
    const tenant = { externalId: "x" };
    expect(settingsOfForm(zoomConnection, settings, {}, tenant)).toEqual(own);
    expect(settingsOfForm(zoomConnection, own, settings, tenant)).toEqual(settings);
  });

  it("ask for the secret again when the account or the app is another", () => {
    const isAnother = (changed: object) =>
      needsNewSecret(zoomConnection, { ...settings, ...changed }, settings);
    expect(isAnother({ flowAccess: "change" })).toBe(false);
    expect(isAnother({ accountId: "account-0002" })).toBe(true);
    expect(isAnother({ clientId: "client-0002" })).toBe(true);
    expect(isAnother({ zoomSandbox: undefined })).toBe(true);
  });

  it.each([["https://zoom.us/account"], ["a b"], [""], ["x".repeat(65)]])(
    "refuse %o as an account ID",
    (accountId) => {
      expect(zoomSettings.safeParse({ ...settings, accountId }).success).toBe(false);
    },
  );

  it("open to what a call takes, and to nothing when they aren't Zoom's", () => {
    expect(readZoomAccount({ settings, secrets: { clientSecret: "x" } })).toEqual({
      settings,
      clientSecret: "x",
    });
    expect(readZoomAccount({ settings: { host: "x" }, secrets: {} })).toBeUndefined();
  });
});

describe("a Zoom connection's test", () => {
  it("proves the token, the clocks, and each thing that can be read", async () => {
    const { state: all, checks, asked } = await probe();
    expect(all).toBe("proven");
    expect(statesOf(checks)).toEqual({
      "zoom-token": "proven",
      "zoom-clock": "proven",
      "zoom-list-flows": "proven",
      "zoom-flow": "proven",
      "zoom-list-engagements": "proven",
      "zoom-engagement": "proven",
      "zoom-voice-calls": "proven",
      "zoom-variable-logs": "proven",
    });
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("asks for scopes to change only where changing was chosen, and changes nothing", async () => {
    const { checks, asked } = await probe(
      { token: without("contact_center:update:flow:admin") },
      { flowAccess: "change" },
    );
    expect(checks["zoom-change-flow"]).toMatchObject({ state: "failed" });
    expect(checks["zoom-change-flow"]?.detail).toContain("lacks contact_center:update:flow:admin.");
    expect(checks["zoom-change-flow"]?.detail).toContain("Manage > Scopes");
    expect(checks["zoom-change-variables"]).toMatchObject({ state: "proven" });
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(zoomNeeds({ flowAccess: "read" }).some(({ id }) => id.includes("change"))).toBe(false);
  });

  it("tells a scope that only something lesser needs as missing, and the connection works", async () => {
    const { state, checks } = await probe({ token: without("contact_center:read:voice_call_log:admin") });
    expect(state).toBe("proven");
    expect(checks["zoom-voice-calls"]).toMatchObject({ state: "unproven", isMissing: true });
    expect(checks["zoom-flow"]).not.toHaveProperty("isMissing");
  });

  it("takes an app with classic scopes as well, and names those that it lacks", async () => {
    const scope = "contact_center_flow:read:admin contact_center_voice_call:read:admin";
    const { checks } = await probe({ token: { body: { scope } } });
    expect(statesOf(checks)).toMatchObject({
      "zoom-list-flows": "proven",
      "zoom-flow": "proven",
      "zoom-list-engagements": "failed",
      "zoom-voice-calls": "proven",
      "zoom-variable-logs": "unproven",
    });
    expect(checks["zoom-list-engagements"]?.detail).toContain("contact_center_engagement:read:admin");
    expect(checks["zoom-list-engagements"]?.detail).not.toContain("contact_center:read");
  });

  it("asks Zoom itself where it lists no scopes", async () => {
    const message = "Invalid access token, does not contain scopes:[contact_center:read:engagement:admin].";
    const answer = ({ path }: { path: string }): FakeAnswer =>
      path.includes("/engagements/") ? { status: 400, body: { code: 4711, message } } : { body: {} };
    const { checks } = await probe(
      { token: { body: { scope: undefined } }, answer },
      { flowAccess: "change" },
    );
    expect(checks["zoom-engagement"]).toMatchObject({ state: "failed" });
    expect(checks["zoom-engagement"]?.detail).toContain("contact_center:read:engagement:admin");
    expect(checks["zoom-list-flows"]).toMatchObject({ state: "proven" });
    expect(checks["zoom-change-flow"]).toMatchObject({ state: "unproven" });
  });

  it("tells a role or license that went away from a scope that was never added", async () => {
    const lost = await probe({ token: { body: { scope: "user:read:user:admin" } } });
    expect(lost.state).toBe("failed");
    expect(Object.keys(lost.checks)).toEqual(["zoom-token", "zoom-clock", "zoom-contact-center"]);
    expect(lost.checks["zoom-contact-center"]?.detail).toContain("Contact Center Admin role");
    expect(lost.asked).toEqual([]);
    zoom?.stop();
    const refused = await probe({
      answer: () => ({ status: 401, body: { code: 200, message: "No permission." } }),
    });
    expect(refused.checks["zoom-list-flows"]?.detail).toContain(
      "give that person the Contact Center Admin role",
    );
  });

  it.each([
    [{ status: 400, body: { code: 4702 } }, "failed", "rejected the client ID and secret"],
    [{ status: 400, body: { code: 4705 } }, "failed", "Server-to-Server OAuth app"],
    [{ status: 400, body: { code: 4717 } }, "failed", "Activate your app"],
    [{ status: 400, body: { reason: "Bad Request" } }, "failed", "account ID"],
    [{ status: 429, body: {} }, "unproven", "rate limiting"],
    [{ status: 503, body: {} }, "unproven", "internal error"],
    [{ body: { access_token: "" } }, "failed", "isn't from Zoom"],
  ])("says of a token's answer %o that it is %s, and why", async (token, expected, words) => {
    const { state: all, checks } = await probe({ token });
    expect(all).toBe(expected);
    expect(checks["zoom-token"]?.detail).toContain(words);
  });

  it("says that nobody answers", async () => {
    state.url = "http://127.0.0.1:9";
    const report = await zoomConnection.probe(
      { ...settings, accountId: "nobody-there" },
      { clientSecret: "x" },
      owner,
    );
    expect(report.state).toBe("failed");
    expect(report.checks[0]?.detail).toContain("Couldn't reach Zoom");
  });

  it("says that Zoom is limiting requests, which proves nothing", async () => {
    const end = new Date(Date.now() + 5 * 3_600_000);
    const headers = { "x-ratelimit-type": "Daily-limit", "retry-after": end.toISOString() };
    const { state: all, checks } = await probe({ answer: () => ({ status: 429, body: {}, headers }) });
    expect(all).toBe("proven");
    expect(checks["zoom-list-engagements"]).toMatchObject({ state: "unproven" });
    expect(checks["zoom-list-engagements"]?.detail).toContain(`It ends ${formatUtc(end)}.`);
  });

  it.each([
    ["7200", 2],
    ["3600000", 24],
    ["2999-01-01T00:00:00Z", 24],
  ])("takes a Retry-After of %s for %i hours, and none for longer than a day", async (said, hours) => {
    const headers = { "x-ratelimit-type": "Daily-limit", "retry-after": said };
    const answer = { status: 429, text: "{}", headers };
    const until = Date.parse(limitedUntil(apiProblemOf(answer)) ?? "");
    expect(Math.round((until - Date.now()) / 360_000) / 10).toBe(hours);
  });

  it("says that the server's clock is ten minutes off, and which way", async () => {
    const date = new Date(Date.now() - 600_000).toUTCString();
    const { state: all, checks } = await probe({ token: { headers: { date } } });
    expect(all).toBe("failed");
    expect(checks["zoom-clock"]?.detail).toContain("10 minutes ahead of Zoom's");
    expect(describeClock(-600_000)[0]?.detail).toContain("10 minutes behind Zoom's");
    expect(describeClock(90_000)).toMatchObject([{ state: "proven" }]);
    expect(describeClock(undefined)).toEqual([]);
  });

  it("asks with a new token: the old one doesn't have a scope that was added since", async () => {
    const fake = await startFakeZoom({ answer: () => ({ body: {} }) });
    zoom = fake;
    state.url = fake.url;
    const mine = { ...settings, accountId: "tested-twice" };
    for (let time = 0; time < 2; time++) await zoomConnection.probe(mine, { clientSecret: "x" }, owner);
    expect(fake.tokens).toBe(2);
  });
});

describe("scopes", () => {
  const [need] = zoomNeeds({ flowAccess: "read" });
  it("of either kind are enough, also for an app that has some of both", () => {
    if (need === undefined) throw new Error("There is no need.");
    expect(lackingScopes(need, need.classic)).toEqual([]);
    expect(lackingScopes(need, need.granular)).toEqual([]);
    expect(lackingScopes(need, ["contact_center:read:flow:admin", ...need.classic])).toEqual([]);
    expect(lackingScopes(need, ["contact_center:read:flow:admin"])).toEqual(need.granular);
    expect(lackingScopes(need, ["contact_center_engagement:read:admin"])).toEqual(need.classic);
    expect(kindOfScopes(["user:read:user:admin"])).toBeUndefined();
  });
});
