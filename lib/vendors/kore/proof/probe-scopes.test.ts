import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { koreSettings } from "../connection-settings";
import { probeScopes } from "./probe-scopes";

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { kore: state.url }, allowedHosts: [] }),
}));
let close: (() => void) | undefined;
afterEach(() => close?.());

const settings = koreSettings.parse({
  ...{ host: "platform.kore.ai", botId: "st-0001", clientId: "cs-0001" },
  ...{ didNumber: "+12065551118", koreSandbox: true },
});

/** A Kore that answers each call with a status of its own; what isn't named is answered 200. */
async function probe(
  statuses: Record<string, number | [status: number, words: string]>,
  more: Partial<typeof settings> = {},
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const named = Object.entries(statuses).find(([call]) => call === "*" || request.url?.includes(call));
    const [status, msg] = [named?.[1] ?? 200].flat() as [number, string?];
    request.resume();
    request.on("end", () =>
      response.writeHead(status).end(JSON.stringify({ errors: [{ msg: msg ?? "no" }] })),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
  const report = await probeScopes({ settings: { ...settings, ...more }, clientSecret: "the-secret" });
  const says = Object.fromEntries(
    report.checks.map((check) => [check.id, check.isMissing ? "missing" : check.state]),
  );
  return { report, says, asked };
}

describe("the scopes of a Kore app", () => {
  it("are there when each harmless read is answered, and one that can't be tried is unknown", async () => {
    const { report, says, asked } = await probe({});
    expect(report.state).toBe("proven");
    expect(says).toEqual({
      "kore-api": "proven",
      "kore-sessions": "proven",
      "kore-messages": "proven",
      "kore-export": "proven",
      "kore-variables": "proven",
      "kore-change-log": "proven",
      "kore-recordings": "proven",
      "kore-debug-log": "proven",
      "kore-import-variables": "unproven",
    });
    expect(
      asked.filter(
        (call) => /import|POST .*\/export$|publish/.test(call) && !call.includes("variables/export"),
      ),
    ).toEqual([]);
  });

  it("are missing one by one, each with where to add it, and the connection still works", async () => {
    const { report, says } = await probe({ "variables/export": 403, "export/status": 404, changelogs: 503 });
    expect(report.state).toBe("proven");
    expect(says).toMatchObject({
      "kore-variables": "missing",
      "kore-export": "proven",
      "kore-change-log": "unproven",
    });
    const missing = report.checks.find(({ isMissing }) => isMissing);
    expect(missing?.detail).toMatch(/API Scopes, add Export Variables, and publish.*only after that/);
  });

  it("has that of Kore's record of calls among them where the connection has the account's ID", async () => {
    const accountId = "acc-1";
    const { says, asked } = await probe({}, { accountId });
    expect(says).toMatchObject({ "kore-interactions": "proven" });
    expect(asked.filter((call) => call.includes("/account/acc-1/v2/interactionDetails"))).toHaveLength(1);
    const { says: without, report } = await probe({ interactionDetails: 403 }, { accountId });
    expect(without).toMatchObject({ "kore-interactions": "missing", "kore-sessions": "proven" });
    expect(report.checks.find(({ isMissing }) => isMissing)?.detail).toMatch(
      /add SmartAssist Analytics.*check the account ID/,
    );
  });

  it("are missing too where Kore answers 401 to one call and accepts the same token for others", async () => {
    const { says } = await probe({ getSessions: 401, conversationDetails: 401 });
    expect(says).toMatchObject({
      "kore-sessions": "missing",
      "kore-api": "failed",
      "kore-messages": "proven",
    });
  });

  it("are there although Kore has no call by the made-up ID, and unknown where it has nothing at all", async () => {
    const { says, report } = await probe({ conversationDetails: 404 });
    expect(says).toMatchObject({ "kore-api": "proven" });
    expect(JSON.stringify(report)).not.toContain("doesn't have this bot");
    const nothing = await probe({ "*": 404 });
    expect(nothing.report.checks).toMatchObject([{ id: "kore-api", state: "unproven" }]);
  });

  it("fail the connection without the one that every contact needs", async () => {
    const { report } = await probe({ conversationDetails: 403 });
    expect(report.state).toBe("failed");
    expect(report.checks[0]?.detail).toContain("Chat History");
  });

  it.each<[string, number | [number, string], RegExp]>([
    ["a wrong secret", 401, /client ID and secret/],
    ["a JTI claim", [401, "jti is required"], /JTI claim/],
    ["an encrypted token", [401, "JWE is enforced"], /JWE/],
    ["another algorithm", [401, "Invalid algorithm"], /algorithm/],
    ["encrypted payloads", [400, "Payload encryption is enforced"], /encrypts/],
  ])("aren't spoken of when the app refuses every token for %s", async (_what, answer, words) => {
    const { report, asked } = await probe({ "*": answer });
    expect(report).toMatchObject({ state: "failed", checks: [{ detail: expect.stringMatching(words) }] });
    expect(report.checks).toHaveLength(1);
    expect(asked.length).toBeLessThan(9);
    expect(JSON.stringify(report)).not.toContain("the-secret");
  });

  it.each([503, 429])("aren't asked for one by one where Kore answers %s to the first", async (status) => {
    const { report, says, asked } = await probe({ "*": status });
    expect(asked).toHaveLength(1);
    expect(report.checks).toHaveLength(1);
    expect(says["kore-api"]).toBe(status === 429 ? "unproven" : "failed");
  });

  it("are told where Kore knows the app, and refuses every one", async () => {
    const { report, says } = await probe({ conversationDetails: 401, "*": 403 });
    expect(report.state).toBe("failed");
    expect(says).toMatchObject({ "kore-export": "missing", "kore-variables": "missing" });
  });
});
