import { expect, it } from "vitest";
import { formatCallResult } from "./format-call-result";

const titleOf = (hop: string) => ({ retrieve: "Retrieve" })[hop] ?? hop;

it("says that a call has proven the integration, with its hops and how long it took", () => {
  expect(formatCallResult({ kind: "verified", hops: 9, tookMs: 1_712 }, titleOf)).toBe(
    "Verified: 9 hops, 1.7 s.",
  );
});

it("says where a call failed, or where nothing is known of it, by the hop's name", () => {
  const say = (why: "failed" | "no-trace") =>
    formatCallResult({ kind: "not-verified", why, hop: "retrieve" }, titleOf);
  expect(say("failed")).toBe("Not verified: failed at Retrieve.");
  expect(say("no-trace")).toBe("Not verified: nothing shows that the call got to Retrieve.");
});

it("never takes a call that can't be judged for a good one", () => {
  for (const why of ["failed", "no-trace", "unread", "elsewhere", "two-alike"] as const)
    expect(formatCallResult({ kind: "not-verified", why }, titleOf)).toMatch(/^Not verified: /);
});
