import { Writable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact } from "./redact";

const say = (value: unknown) => JSON.stringify(redact(value));

describe("the redactor", () => {
  it("hides the value of every field with a secret's name, however deep", () => {
    const secret = "hunter2-hunter2";
    const names = [
      "password",
      "clientSecret",
      "secretAccessKey",
      "authToken",
      "Authorization",
      "headers",
      "apiKey",
      "cookie",
    ];
    for (const name of names) {
      expect(say({ a: [{ b: { [name]: secret } }] }), name).not.toContain(secret);
      expect(say({ [name]: { inner: secret } }), name).not.toContain(secret);
    }
  });

  it("hides what looks like a secret or a person inside any text", () => {
    for (const [text, hiddenPart] of [
      ["Authorization: Bearer abc.def-123", "abc.def-123"],
      ["token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl was refused", "eyJzdWIiOiIxIn0"],
      ["connect postgresql://owner:s3cret@127.0.0.1/db failed", "s3cret"],
      ["call from +12065551234", "12065551234"],
      ["mail to ada@example.com bounced", "ada@example.com"],
      ["GET /?X-Amz-Signature=0123abcd&x=1", "0123abcd"],
      ['{"clientSecret":"abcdefgh"}', "abcdefgh"],
      ['{"password": "one two, hush"}', "hush"],
      [String.raw`token="a\"hush" next`, "hush"],
      [JSON.stringify({ a: JSON.stringify({ clientSecret: "one hush" }) }), "hush"],
      ['token: ["hush"] failed', "hush"],
      ["got eyJhbGciOiJSU0EifQ.a2V5.aXZpdml2.Y2lwaGVy.dGFndGFn", "Y2lwaGVy"],
      ["got eyJhbGciOiJkaXIifQ..aXZpdml2.Y2lwaGVy.dGFndGFn", "Y2lwaGVy"],
      ["session user-1--eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl ended", "eyJzdWIiOiIxIn0"],
      ["mail=.ada-b.c@example.com,ida@example.org", "ida"],
    ] as const) {
      expect(say(text)).not.toContain(hiddenPart);
      expect(say(new Error(text))).not.toContain(hiddenPart);
      expect(say({ note: text })).not.toContain(hiddenPart);
    }
  });

  it.each([
    "a.",
    "a-",
    "%a",
    "eyJ-",
    "v1.a-",
    "http://a:",
    "a@b.",
    "Bearer ",
    "token ",
    'token="',
    "token=[",
    "token\\\\",
    "-----BEGIN A PRIVATE KEY",
  ])("isn't kept busy by a text made of %j: it takes milliseconds, not a tenth of a second each", (piece) => {
    const text = piece.repeat(8_000 / piece.length);
    const startedAt = performance.now();
    for (let times = 0; times < 20; times += 1) redact(text);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("keeps what is needed to diagnose a failure", () => {
    const arn = "arn:aws:lambda:us-east-1:111122223333:function:storeSessionMetadata";
    expect(
      redact({
        arn,
        contactId: "5a0b2f5e-7c1e-4b51-9c0b-2f5e7c1e4b51",
        requestId: "1-2",
        accessKeyId: "AKIAEXAMPLE",
      }),
    ).toEqual({
      arn,
      contactId: "5a0b2f5e-7c1e-4b51-9c0b-2f5e7c1e4b51",
      requestId: "1-2",
      accessKeyId: "AKIAEXAMPLE",
    });
    expect(say(new TypeError("no such flow"))).toContain("no such flow");
  });

  it("drops the request data in an SDK's error", () => {
    const error = Object.assign(new Error("denied"), { $response: { headers: { x: "secret-header" } } });
    expect(say(error)).not.toContain("secret-header");
  });

  it("terminates for any input", () => {
    const ring: Record<string, unknown> = { name: "ring" };
    ring.self = ring;
    expect(say(ring)).toContain("[again]");
    expect(say("x".repeat(1_000_000)).length).toBeLessThan(10_000);
    fc.assert(fc.property(fc.anything(), (value) => void redact(value)));
  });
});

describe("the log", () => {
  it("passes everything through the redactor", async () => {
    const { createLog } = await import("./log");
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const log = createLog(sink, "info");
    log.error({ err: new Error("Bearer abcdef"), password: "p4ssw0rd" }, "mail to ada@example.com");
    expect(lines.join("")).not.toMatch(/abcdef|p4ssw0rd|ada@example/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "error", err: { name: "Error" } });
  });

  it("writes one line for one event, whatever a value holds", async () => {
    const { createLog } = await import("./log");
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const forged = 'x\n{"level":"info","msg":"forged"}\r\u2028\u001b[2J"}';
    createLog(sink, "info").warn({ name: forged, err: new Error(forged), [forged]: forged }, forged);
    const text = lines.join("");
    expect(text.match(/\p{Cc}/gu)).toEqual(["\n"]);
    expect(JSON.parse(text)).toMatchObject({ level: "warn", name: forged, msg: forged });
  });
});
