import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gateChanges } from "@/lib/aws/change-gate";
import { requestZoom, type ZoomRequest } from "./ask-zoom";
import type { ZoomAccount } from "./connection-settings";
import { listZoom } from "./list-zoom";
import { type FakeZoom, startFakeZoom } from "./testing/fake-zoom";
import { missingScopesOf, parseMissingScopes } from "./zoom-problems";
import { openZoomToken } from "./zoom-token";

const state = vi.hoisted(() => ({ url: undefined as string | undefined }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { zoom: state.url }, allowedHosts: [] }),
}));

const flows: ZoomRequest = { method: "GET", path: "/contact_center/flows" };
const limits = { timeoutMs: 3_000 };
let count = 0;
let account: ZoomAccount;
let zoom: FakeZoom | undefined;

beforeEach(() => {
  count += 1;
  // Tokens and paces are kept per account: each test has its own.
  account = {
    settings: {
      accountId: `account-${count}`,
      clientId: "client-0001",
      flowAccess: "read",
      zoomSandbox: true,
    },
    clientSecret: "hush-hush",
  };
});
afterEach(() => {
  zoom?.stop();
  vi.restoreAllMocks();
});

async function start(...options: Parameters<typeof startFakeZoom>): Promise<FakeZoom> {
  zoom = await startFakeZoom(...options);
  state.url = zoom.url;
  return zoom;
}

describe("a request to Zoom", () => {
  it("goes to the API with the query and a token of the account", async () => {
    const { asked } = await start({ answer: () => ({ body: { flows: [] } }) });
    const answer = await requestZoom(
      account,
      { ...flows, query: { status: "draft", channel: undefined } },
      limits,
    );
    expect(answer).toEqual({ ok: true, value: { value: { flows: [] }, text: '{"flows":[]}' } });
    expect(asked[0]).toMatchObject({ method: "GET", path: "/v2/contact_center/flows" });
    expect(asked[0]?.query.toString()).toBe("status=draft");
    expect(asked[0]?.headers.authorization).toBe("Bearer token-1");
  });

  it("says that Zoom can't be reached, and nothing of a host that nobody has entered", async () => {
    // No one listens there.
    state.url = "http://127.0.0.1:1";
    expect(await requestZoom(account, flows, limits)).toMatchObject({
      problem: { code: "host-unreachable", wayOut: expect.not.stringContaining("vendor gave you") },
    });
    const { url, stop } = await start({ answer: () => ({ body: {} }) });
    await requestZoom(account, flows, limits);
    stop();
    state.url = url;
    expect(await requestZoom(account, flows, limits)).toMatchObject({
      problem: { code: "host-unreachable", wayOut: expect.stringContaining("status page") },
    });
  });

  it("asks for one token for many requests at once, and keeps it", async () => {
    const fake = await start({ answer: () => ({ body: {} }) });
    await Promise.all([1, 2, 3].map(() => requestZoom(account, flows, limits)));
    await requestZoom(account, flows, limits);
    expect(fake.tokens).toBe(1);
    expect(fake.asked).toHaveLength(4);
  });

  it("renews the token before it ends, and uses the old one while Zoom gives none", async () => {
    let isDown = false;
    const fake = await start({ token: () => (isDown ? { status: 503 } : {}), answer: () => ({}) });
    const start0 = Date.now();
    const at = (minutes: number) => openZoomToken(account, undefined, () => start0 + minutes * 60_000);
    const textAt = async (minutes: number) => {
      const token = await at(minutes);
      return token.ok ? token.value.text : token.problem.code;
    };
    expect(await textAt(0)).toBe("token-1");
    expect(await textAt(50)).toBe("token-1");
    isDown = true;
    expect(await textAt(56)).toBe("token-1");
    expect(await textAt(61)).toBe("zoom-down");
    isDown = false;
    expect(await textAt(62)).toMatch(/^token-\d$/);
    expect(fake.tokens).toBeGreaterThan(2);
  });

  it("sends no change that mustn't be sent anymore, and reads on", async () => {
    const fake = await start({ answer: () => ({ body: {} }) });
    const gone = new Error("Another worker has the deployment.");
    const gated = (request: ZoomRequest) =>
      gateChanges(
        () => Promise.reject(gone),
        () => requestZoom(account, request, limits),
      );
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const)
      await expect(gated({ ...flows, method })).rejects.toThrow(gone);
    expect(fake.asked).toEqual([]);
    expect(await gated(flows)).toMatchObject({ ok: true });
  });

  it("does a read again with a new token when the old one was revoked, and a change never", async () => {
    const fake = await start({ answer: () => ({ body: { flows: [] } }) });
    await requestZoom(account, flows, limits);
    fake.revoke();
    expect(await requestZoom(account, flows, limits)).toMatchObject({ ok: true });
    expect(fake.tokens).toBe(2);
    fake.revoke();
    const before = fake.asked.length;
    const change = await requestZoom(account, { ...flows, method: "POST", body: {} }, limits);
    expect(change).toMatchObject({ ok: false, problem: { code: "zoom-token-refused" } });
    expect(fake.asked).toHaveLength(before + 1);
  });

  it.each([
    [
      400,
      { code: 4702, reason: "Invalid client_id or client_secret", error: "invalid_client" },
      "zoom-client-wrong",
    ],
    [401, { reason: "Invalid client_id or client_secret", error: "invalid_client" }, "zoom-client-wrong"],
    [401, { code: 4704, message: "Invalid client secret." }, "zoom-client-wrong"],
    [400, { code: 4705, reason: "unsupported grant type" }, "zoom-grant-wrong"],
    [400, { error: "unsupported_grant_type" }, "zoom-grant-wrong"],
    [400, { code: 4706, message: "Missing grant type." }, "zoom-parameter-missing"],
    [400, { code: 4717, message: "The app has been disabled" }, "zoom-app-deactivated"],
    [400, { reason: "Bad Request", error: "invalid_request" }, "zoom-account-wrong"],
    [500, {}, "zoom-down"],
    [418, {}, "zoom-refused"],
  ])("tells a token's refusal %i %o apart", async (status, body, code) => {
    const fake = await start({ token: { status, body }, answer: () => ({}) });
    const answer = await requestZoom(account, flows, limits);
    expect(answer).toMatchObject({ ok: false, problem: { code } });
    expect(JSON.stringify(answer)).not.toContain("hush-hush");
    expect(fake.asked).toEqual([]);
  });

  it.each([
    [
      400,
      {
        code: 4711,
        message: "Invalid access token, does not contain scopes:[contact_center:read:flow:admin].",
      },
      "zoom-scopes-missing",
    ],
    [401, { code: 200, message: "No permission." }, "zoom-role-missing"],
    [403, {}, "zoom-role-missing"],
    [404, { code: 3201, message: "Flow does not exist: x." }, "zoom-not-found"],
    [400, { code: 3201, message: "Flow does not exist: x 2." }, "zoom-not-found"],
    [400, { code: 3202, message: "Flow name already exists." }, "zoom-name-taken"],
    [400, { code: 300, message: "Validation Failed." }, "zoom-refused"],
    [503, "<html>", "zoom-down"],
    [400, "<html>not found</html>", "zoom-malformed"],
    [403, "<!DOCTYPE html>", "zoom-malformed"],
    [404, "<html>", "zoom-malformed"],
    [200, "<html>", "zoom-malformed"],
    [302, "", "zoom-refused"],
  ])("tells an answer %i %o apart", async (status, body, code) => {
    await start({ answer: () => ({ status, body }) });
    expect(await requestZoom(account, flows, limits)).toMatchObject({ ok: false, problem: { code } });
  });

  it("reads an answer of several megabytes, and none without end", async () => {
    const list = (megabytes: number) => ({ engagements: [{ notes: "x".repeat(megabytes * 1024 * 1024) }] });
    await start({ answer: () => ({ body: list(3) }) });
    expect(await requestZoom(account, flows, limits)).toMatchObject({ ok: true });
    zoom?.stop();
    await start({ answer: () => ({ body: list(9) }) });
    expect(await requestZoom(account, flows, limits)).toMatchObject({
      problem: { code: "answer-too-large" },
    });
  });

  it("names the missing scopes in Zoom's own words", async () => {
    const message = "Invalid access token, does not contain scopes:[a:read:b:admin, c:write:d:admin].";
    await start({ answer: () => ({ status: 400, body: { code: 4711, message } }) });
    const answer = await requestZoom(account, flows, limits);
    if (answer.ok) throw new Error("It was answered.");
    expect(missingScopesOf(answer.problem)).toEqual(["a:read:b:admin", "c:write:d:admin"]);
    expect(answer.problem.sentence).toContain("a:read:b:admin, c:write:d:admin");
  });

  it("waits out limits per second while it has time, whatever it is that Zoom didn't begin", async () => {
    let refusals = 2;
    const fake = await start({
      answer: () => {
        const body = {
          code: 429,
          message: "You have reached the maximum per-second rate limit for this API.",
        };
        const refusal = { status: 429, body, headers: { "x-ratelimit-type": "QPS" } };
        refusals -= 1;
        return refusals < 0 ? { status: 204 } : refusal;
      },
    });
    expect(await requestZoom(account, { ...flows, method: "POST", body: {} }, limits)).toMatchObject({
      ok: true,
    });
    expect(fake.asked).toHaveLength(3);
    refusals = 1;
    const short = await requestZoom(account, flows, { timeoutMs: 900 });
    expect(short).toMatchObject({ ok: false, problem: { code: "zoom-rate-limited", isPassing: true } });
  });

  it("finds out after five minutes whether a daily limit still holds: it may have been raised", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const headers = { "x-ratelimit-type": "Daily-limit", "retry-after": until };
    let isUsedUp = true;
    const fake = await start({
      answer: () => (isUsedUp ? { status: 429, body: {}, headers } : { body: {} }),
    });
    const codeAfter = async (minutes: number) => {
      const now = vi.spyOn(Date, "now").mockReturnValue(beganAtMs + minutes * 60_000);
      const answer = await requestZoom(account, flows, limits);
      now.mockRestore();
      return answer.ok ? "ok" : answer.problem.code;
    };
    const beganAtMs = Date.now();
    expect([await codeAfter(0), await codeAfter(4)]).toEqual(["zoom-daily-limit", "zoom-daily-limit"]);
    expect(fake.asked).toHaveLength(1);
    expect([await codeAfter(6), await codeAfter(7)]).toEqual(["zoom-daily-limit", "zoom-daily-limit"]);
    expect(fake.asked).toHaveLength(2);
    isUsedUp = false;
    expect([await codeAfter(12), await codeAfter(13)]).toEqual(["ok", "ok"]);
  });

  it("sends nothing more before a daily limit ends, and says when that is", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const headers = {
      "x-ratelimit-category": "Heavy",
      "x-ratelimit-type": "Daily-limit",
      "retry-after": until,
    };
    const fake = await start({
      answer: ({ path }) =>
        path.endsWith("/engagements") ? { status: 429, body: { code: 429 }, headers } : { body: {} },
    });
    const engagements: ZoomRequest = { method: "GET", path: "/contact_center/engagements" };
    for (let time = 0; time < 2; time++) {
      const answer = await requestZoom(account, engagements, limits);
      expect(answer).toMatchObject({ ok: false, problem: { code: "zoom-daily-limit", until } });
      expect(JSON.stringify(answer)).toContain(until.slice(0, 16).replace("T", " "));
    }
    expect(fake.asked).toHaveLength(1);
    expect(await requestZoom(account, flows, limits)).toMatchObject({ ok: true });
    const other = { ...account, settings: { ...account.settings, accountId: "another-account" } };
    await requestZoom(other, engagements, limits);
    expect(fake.asked).toHaveLength(3);
  });

  it("keeps to its pace, and says so when its turn would come too late", async () => {
    const fake = await start({ answer: () => ({ body: {} }) });
    const calls: ZoomRequest = { method: "GET", path: "/contact_center/voice_calls" };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => requestZoom(account, calls, { timeoutMs: 900 })),
    );
    const codes = answers.map((answer) => (answer.ok ? "ok" : answer.problem.code));
    expect(codes.filter((code) => code === "zoom-busy").length).toBeGreaterThanOrEqual(3);
    expect(fake.asked.length).toBeLessThanOrEqual(3);
  });

  it("gives up on a Zoom that is too slow, and stops when the reader goes", async () => {
    await start({ answer: () => ({ isSilent: true }) });
    expect(await requestZoom(account, flows, { timeoutMs: 150 })).toMatchObject({
      ok: false,
      problem: { code: "host-slow" },
    });
    await expect(requestZoom(account, flows, { ...limits, signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it("says that the simulated Zoom is switched off", async () => {
    state.url = undefined;
    expect(await requestZoom(account, flows, limits)).toMatchObject({
      ok: false,
      problem: { code: "zoom-switched-off" },
    });
  });

  it("sends a form with a file whose text never ends the form", async () => {
    const fake = await start({ answer: () => ({ status: 201, body: { flow_id: "f1" } }) });
    const text = '--patchbay-form-part\r\nContent-Disposition: form-data; name="import_mode"';
    const form = [
      { name: "flow_name", text: 'A "flow"\r\n' },
      { name: "flow_file", text, fileName: "flow.json" },
    ];
    await requestZoom(account, { ...flows, method: "POST", form }, limits);
    const [sent] = fake.asked;
    const parsed = await new Response(sent?.body, {
      headers: { "content-type": sent?.headers["content-type"] ?? "" },
    }).formData();
    expect([...parsed.keys()]).toEqual(["flow_name", "flow_file"]);
    expect(parsed.get("flow_name")).toBe('A "flow"\r\n');
    expect(await (parsed.get("flow_file") as File).text()).toBe(text);
  });
});

describe("a list of Zoom's", () => {
  const list = { path: "/contact_center/flows", rows: "flows", pageSize: 2 };
  const rows = (...names: string[]) => names.map((name) => ({ flow_id: name }));

  it("is read to its end", async () => {
    await start({
      answer: ({ query }) =>
        query.get("next_page_token") === "two"
          ? { body: { flows: rows("c"), next_page_token: "" } }
          : { body: { flows: rows("a", "b"), next_page_token: "two" } },
    });
    expect(await listZoom(account, list, limits)).toEqual({
      ok: true,
      value: { rows: rows("a", "b", "c"), isWhole: true },
    });
  });

  it("ends, and says that it isn't whole, when Zoom repeats the first page", async () => {
    const fake = await start({
      answer: () => ({ body: { flows: rows("a", "b"), next_page_token: "again" } }),
    });
    expect(await listZoom(account, list, limits)).toEqual({
      ok: true,
      value: { rows: rows("a", "b"), isWhole: false },
    });
    expect(fake.asked).toHaveLength(2);
  });

  it("ends at its limit of pages", async () => {
    let page = 0;
    await start({
      answer: () => {
        page += 1;
        return { body: { flows: rows(`flow-${page}`), next_page_token: `${page}` } };
      },
    });
    expect(await listZoom(account, { ...list, maxPages: 3 }, limits)).toMatchObject({
      value: { rows: { length: 3 }, isWhole: false },
    });
  });

  it("begins again once when the token of a page has expired", async () => {
    let starts = 0;
    await start({
      answer: ({ query }) => {
        const token = query.get("next_page_token");
        if (token === null) starts += 1;
        if (token === null) return { body: { flows: rows("a"), next_page_token: `${starts}` } };
        return starts === 1
          ? { status: 400, body: { code: 300, message: "The next page token is invalid or expired." } }
          : { body: { flows: rows("b"), next_page_token: "" } };
      },
    });
    expect(await listZoom(account, list, limits)).toMatchObject({ value: { rows: rows("a", "b") } });
    expect(starts).toBe(2);
  });

  it("isn't called expired where Zoom refuses its first page", async () => {
    const fake = await start({ answer: () => ({ status: 400, body: { code: 300, message: "No." } }) });
    expect(await listZoom(account, list, limits)).toMatchObject({ problem: { code: "zoom-refused" } });
    expect(fake.asked).toHaveLength(1);
  });

  it("goes on with a new token when the old one is revoked between pages", async () => {
    const fake = await start({
      answer: ({ query }) => {
        if (query.get("next_page_token") !== null) return { body: { flows: rows("b"), next_page_token: "" } };
        fake.revoke();
        return { body: { flows: rows("a"), next_page_token: "two" } };
      },
    });
    expect(await listZoom(account, list, limits)).toMatchObject({
      value: { rows: rows("a", "b"), isWhole: true },
    });
    expect(fake.tokens).toBe(2);
  });
});

it("reads any list of scopes without words of other kinds, and never hangs", () => {
  const scope = fc.stringMatching(/^[a-z][a-z_:]{3,40}$/);
  fc.assert(
    fc.property(fc.uniqueArray(scope, { minLength: 1, maxLength: 8 }), (scopes) => {
      const message = `Invalid access token, does not contain scopes:[${scopes.join(", ")}].`;
      expect(parseMissingScopes(message)).toEqual(scopes);
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 5_000 }), (text) => {
      for (const name of parseMissingScopes(`does not contain scopes:[${text}`))
        expect(name).toMatch(/^[a-z]/);
    }),
  );
});
