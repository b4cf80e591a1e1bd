import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxLogBytes, redactLog } from "./redact-log";

const line = (entry: object) => JSON.stringify(entry);

it("keeps what an entry says of itself, and drops its objects", () => {
  const kept = redactLog(
    line({
      time: 1_796_000_000_000,
      level: "WARN",
      component: "ccp",
      text: "Slow",
      objects: [{ name: "Ada" }],
    }),
  );
  expect(JSON.parse(kept)).toEqual({
    time: 1_796_000_000_000,
    level: "WARN",
    component: "ccp",
    text: "Slow",
  });
});

it("keeps an exception's own words, redacted", () => {
  const exception = { type: "TypeError", message: "token=hush1 failed", stack: ["a"] };
  expect(JSON.parse(redactLog(line({ level: "ERROR", exception })))).toEqual({
    level: "ERROR",
    exception: { type: "TypeError", message: "token=[hidden] failed" },
  });
});

describe.each([
  ["a number with a plus", "Calling +12065550123", "5550123"],
  ["a number without one", "Calling 12065550123 now", "5550123"],
  ["a number in groups", "Calling (206) 555-0123 now", "555"],
  ["a number as it's written abroad", "to +49 (0)30 901820, or 01.23.45.67.89", "901820"],
  ["a number with dots", "or 01.23.45.67.89.", "45"],
  ["a number with dashes", "from 206-555-0123", "0123"],
  ["a local number", "from 555-0123", "0123"],
  ["a number of eight digits", "from 33 12 34 56, 33123456", "56"],
  ["an email address", "User ada@example.com", "ada@"],
  ["an email address with an accent", "User josé@example.com", "jos"],
  ["an encoded email address", "username=ada%40example.com", "ada"],
  ["a token", "token=abc.def.ghi", "abc.def"],
  ["a token with a longer name", "access_token=abc123, refreshToken: xyz789", "abc123"],
  ["a second token", "access_token=abc123, refreshToken: xyz789", "xyz789"],
  ["a password of several words", 'login {"password": "one two, hush", "user": 1}', "hush"],
  ["a password with a quote in it", String.raw`password="a\"hush" next`, "hush"],
  ["a token in escaped JSON", JSON.stringify({ a: JSON.stringify({ token: "hush 1" }) }), "hush"],
  ["a list of tokens", 'refreshTokens: ["hush", "hush2"]', "hush"],
  ["an object under a secret's name", 'credentials={"value":"hush"}', "hush"],
  ["a token behind an arrow", "token => hush", "hush"],
  ["an encoded token", "body access_token%3Dhush%26x", "hush"],
  ["a short name", "pwd=hush1", "hush1"],
  ["a password of ICE", "a=ice-pwd:hush12345", "hush"],
  ["a key of SDP", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:hush+hush/hush", "hush"],
  ["an assertion of SAML", "POST SAMLResponse=hushPD94", "hush"],
  ["a cookie by its own name", "lily-auth-prod-pdx=hush", "hush"],
  ["an encoded bearer", "authorization%3A%20Bearer%20hush", "hush"],
  ["a session's ID", "sid=hush1", "hush1"],
  ["a long opaque text", "got Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdo for it", "Zm9v"],
  ["a bearer", "Authorization: Bearer abcdefgh12345", "abcdefgh"],
  ["a password of basic authentication", "authorization: Basic YWRhOmh1c2g=", "YWRh"],
  ["a digest", 'Authorization: Digest username="bob", response="6629fae4"', "6629fae4"],
  ["cookies", "Cookie: lily-auth=hush1; _ga=hush2", "hush2"],
  ["a cookie that is set", 'headers {"set-cookie":"sid=hush1; Path=/"}', "hush1"],
  ["a JWT", "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl", "c2lnbmF0"],
  ["an encrypted JWT", "got eyJhbGciOiJSU0EifQ.a2V5a2V5.aXZpdml2.Y2lwaGVy.dGFndGFn", "Y2lwaGVy"],
  ["a key of AWS", "as ASIAABCDEFGHIJKLMNOP", "ASIAABCD"],
  ["the query of an address", "GET https://acme.my.connect.aws/auth?code=hush1&state=2 200", "hush1"],
  ["the fragment of an address", "at /ccp-v2/#id=hush1", "hush1"],
  ["a SIP address", "INVITE sip:4711@10.0.0.1:5060 SIP/2.0", "4711"],
  ["a caller's name", 'From: "Ada Lovelace" <sip:4711@sbc.example.com>;tag=1', "Lovelace"],
  ["a caller's name without quotes", "P-Asserted-Identity: Ada Lovelace <tel:4711>", "Lovelace"],
])("%s", (_what, text, secret) => {
  it("is hidden in entries, in exceptions, and in plain lines", () => {
    expect(redactLog(line({ text }))).not.toContain(secret);
    expect(redactLog(line({ exception: { message: text } }))).not.toContain(secret);
    expect(redactLog(text)).not.toContain(secret);
    expect(redactLog(JSON.stringify({ level: 5, inner: text }))).not.toContain(secret);
  });
});

it.each([
  "Contact 5a0b2f5e-7c1e-4b51-9c0b-123456789012 at 2026-11-30T10:00:00.123Z",
  "candidate udp 192.168.1.25 typ host, rtt 120 ms, loss 0.25",
  "Chrome/131.0.6778.86 streams 2.28.2 port 5060, 404, retry 3 of 10",
  'contactId=5a0b2f5e-7c1e-4b51-9c0b-123456789012 "state":"connected" AgentDeskphoneStateChangedEvent: 1',
  "ICE failed (https://acme.my.connect.aws/ccp-v2/): timeout after 15000 ms",
])("keeps what support needs: %s", (text) => {
  expect(redactLog(text)).toBe(text);
  expect(JSON.parse(redactLog(line({ text })))).toEqual({ text });
});

it("hides every number of eight digits or more but an entry's time, wherever it stands", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10n ** 7n, max: 10n ** 15n - 1n }), fc.string(), (number, around) => {
      const text = `${around.replace(/\d/g, "")} ${number} `;
      expect(redactLog(line({ time: 1_796_000_000_000, text }))).not.toContain(String(number));
      expect(redactLog(text.replace(/[\n\r]/g, ""))).not.toContain(String(number));
    }),
  );
});

it.each(["card 4111111111111111", "tel_12065550123", "id12065550123x", '"time":12065550123,'])(
  "hides a long number whatever it touches: %s",
  (text) => {
    expect(redactLog(line({ text }))).not.toMatch(/\d{8}/);
    expect(redactLog(text)).not.toMatch(/\d{8}/);
  },
);

it("takes for an entry's time only what is one", () => {
  expect(JSON.parse(redactLog(line({ time: "2026-11-30T10:00:00.123Z", text: "a" })))).toEqual({
    time: "2026-11-30T10:00:00.123Z",
    text: "a",
  });
  expect(redactLog(line({ time: "+12065550123", text: "a" }))).toBe('{"text":"a"}');
});

it("keeps the last lines of a text that has more of them than any log", () => {
  const kept = redactLog(`first\n${"{\n".repeat(450_000)}last`).split("\n");
  expect(kept.length).toBe(20_000);
  expect(kept.at(-1)).toBe("last");
});

it("keeps no more than it takes, although what hides a secret can be longer than the secret", () => {
  const kept = redactLog(`${`${"pwd token=1 ".repeat(600)}\n`.repeat(138)}last`);
  expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(maxLogBytes);
  expect(Buffer.byteLength(kept)).toBeGreaterThan(maxLogBytes - 20_000);
  expect(kept.endsWith("\nlast")).toBe(true);
});

it.each([
  "a-",
  "1 ",
  "<sip:",
  "token ",
  "cookie",
  "?a",
  "a%40",
  "+1(",
  '"',
  "1.",
  "eyJaaaaaaaaa.",
  'token="',
  "token=[",
  "sid",
  "auth-",
  "inline:",
  "aA1",
])("isn't kept busy by a log made of %j", (piece) => {
  const text = `${piece.repeat(7_000 / piece.length)}\n`.repeat(140);
  const startedAt = performance.now();
  redactLog(text);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
