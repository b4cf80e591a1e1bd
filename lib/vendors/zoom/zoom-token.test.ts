import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ZoomAccount } from "./connection-settings";
import { type FakeAnswer, type FakeZoom, startFakeZoom } from "./testing/fake-zoom";
import { openZoomToken, type ZoomToken } from "./zoom-token";

const state = vi.hoisted(() => ({ url: undefined as string | undefined }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { zoom: state.url }, allowedHosts: [] }),
}));

let zoom: FakeZoom;
let answer: FakeAnswer = {};
let account: ZoomAccount;
let count = 0;
beforeEach(async () => {
  answer = {};
  zoom = await startFakeZoom({ token: () => answer, answer: () => ({}) });
  state.url = zoom.url;
  count += 1;
  const settings = { clientId: "client-0001", flowAccess: "read", zoomSandbox: true } as const;
  account = { settings: { ...settings, accountId: `token-account-${count}` }, clientSecret: "hush" };
});
afterEach(() => zoom.stop());

const beganAtMs = Date.now();
/** The token's text, or its problem's code, so many minutes after the first. */
async function at(minutes: number, instead?: ZoomToken, of = account): Promise<string> {
  const token = await openZoomToken(of, instead, () => beganAtMs + minutes * 60_000);
  return token.ok ? token.value.text : token.problem.code;
}

it("an account's token is renewed five minutes before it ends, after an hour at most", async () => {
  expect([await at(0), await at(54), await at(56)]).toEqual(["token-1", "token-1", "token-2"]);
  answer = { body: { access_token: "long", expires_in: 86_400 } };
  expect([await at(112), await at(168)]).toEqual(["long", "long"]);
  expect(zoom.tokens).toBe(4);
});

it("an old token goes on while Zoom can't be reached, and not once it refuses the app", async () => {
  expect(await at(0)).toBe("token-1");
  answer = { status: 400, body: { code: 4704, message: "Invalid client secret." } };
  expect(await at(56)).toBe("zoom-client-wrong");
  zoom.stop();
  expect([await at(57), await at(61)]).toEqual(["token-1", "host-unreachable"]);
});

it("a token that was refused is renewed once, however many it was refused to", async () => {
  const first = await openZoomToken(account);
  if (!first.ok) throw new Error(first.problem.sentence);
  expect([await at(0, first.value), await at(0, first.value)]).toEqual(["token-2", "token-2"]);
  expect(zoom.tokens).toBe(2);
});

it("a token is nobody's who has another secret", async () => {
  expect(await at(0)).toBe("token-1");
  expect(await at(0, undefined, { ...account, clientSecret: "guessed" })).toBe("token-2");
});

it.each([{ expires_in: 0 }, { expires_in: "soon" }, { expires_in: 3_600, access_token: "a b" }])(
  "a token can't be read with %o",
  async (own) => {
    answer = { body: { access_token: "text", ...own } };
    expect(await at(0)).toBe("zoom-malformed");
  },
);
