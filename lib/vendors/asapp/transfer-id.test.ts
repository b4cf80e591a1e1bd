import { afterEach, expect, it, test, vi } from "vitest";
import { type CallTransfer, readCallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { asappReaders } from "./trail/readers";
import { asappTransferId } from "./transfer-id";

const id = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const problem: Problem = { code: "asapp-down", sentence: "It is down.", wayOut: "Try again." };

afterEach(() => vi.restoreAllMocks());

test.each([
  ["transferId: t-7", "t-7"],
  ["ASAPP transfer t-7", "t-7"],
  ["asapp-transfer_id=t-7", "t-7"],
])("%j is labelled as an ASAPP transfer", (text, rest) => {
  expect(text.replace(asappTransferId.label, "")).toBe(rest);
});

test("neither a word nor another's label is one", () => {
  for (const text of ["Acme session t-7", "the transfer t-7", "transferred t-7"])
    expect(text).not.toMatch(asappTransferId.label);
  expect("tr-4242").toMatch(asappTransferId.shape);
  expect("hello").not.toMatch(asappTransferId.shape);
});

it("leads to the contact by whichever account has the transfer", async () => {
  const transfer = readCallTransfer({ id: "t-7", externalConversationId: id.toUpperCase() });
  expect(await find(fail({ ...problem, code: "asapp-not-found" }), succeed(transfer))).toEqual({
    contactId: id,
  });
  expect(await find(fail(problem), succeed(transfer))).toEqual({ contactId: id });
});

it("is nothing where ASAPP says so, and where its conversation is no contact of Amazon Connect", async () => {
  expect(await find(fail({ ...problem, code: "asapp-not-found" }))).toBeUndefined();
  const elsewhere = readCallTransfer({ id: "t-7", externalConversationId: "another-platform" });
  expect(await find(succeed(elsewhere))).toBeUndefined();
});

it("is a problem where an account cannot be asked", async () => {
  expect(await find(fail(problem))).toEqual({ problem });
  const places = { accounts: [], connections: [{ open: async () => fail(problem) }] };
  expect(await asappTransferId.find(places, "t-7", new AbortController().signal)).toEqual({ problem });
});

/** One answer for each account. */
function find(...answers: Result<CallTransfer>[]) {
  const open = vi.spyOn(asappReaders, "open");
  for (const answer of answers) open.mockReturnValueOnce({ fetchTransfer: async () => answer });
  const connections = answers.map(() => ({ open: async () => fail(problem) }));
  return asappTransferId.find({ accounts: [], connections }, "t-7", new AbortController().signal);
}
