import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openAccount, type RunningAccount } from "../../state/account";
import { rootKeys } from "../../testing/open-test-sandbox";
import { testControlKey } from "../../testing/tell-sandbox";
import { findStream, keptFragments } from "./stream-store";
import { endContactStream, openContactStream, putSpeech } from "./streams";

let account: RunningAccount;
let now = Date.parse("2026-11-30T10:00:00Z");
const dataFolder = mkdtempSync(join(tmpdir(), "streams-"));
const settings = {
  instanceAlias: "patchbay-sandbox",
  prefix: "patchbay",
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/k",
  retentionHours: 1,
};

beforeEach(() => {
  account = openAccount({ dataFolder, controlKey: testControlKey, clock: { now: () => now }, ...rootKeys });
});
afterEach(async () => {
  await account.reset();
  rmSync(dataFolder, { recursive: true, force: true });
});

const textsOf = (arn: string) => {
  const stream = findStream(account, arn);
  return stream ? keptFragments(account, stream).map(({ text }) => text) : [];
};

it("gives simultaneous contacts a stream each, and a later contact the one that is idle", () => {
  const one = openContactStream(account, { contactId: "one", ...settings });
  const two = openContactStream(account, { contactId: "two", ...settings });
  expect(one.streamArn).toMatch(
    /^arn:aws:kinesisvideo:us-east-1:111122223333:stream\/patchbay-connect-patchbay-sandbox-contact-[0-9a-f-]{36}\/\d{13}$/,
  );
  expect(two.streamArn).not.toBe(one.streamArn);
  endContactStream(account, one.streamArn);
  const three = openContactStream(account, { contactId: "three", ...settings });
  expect(three.streamArn).toBe(one.streamArn);
  expect(three.startFragmentNumber > one.startFragmentNumber).toBe(true);
  const other = openContactStream(account, { contactId: "four", ...settings, prefix: "other" });
  expect([one.streamArn, two.streamArn]).not.toContain(other.streamArn);
});

it("numbers fragments in order, also when two come in the same millisecond", () => {
  const { streamArn, startFragmentNumber } = openContactStream(account, { contactId: "one", ...settings });
  const numbers = [startFragmentNumber];
  for (const text of ["Hello.", "How may I help?", "My order."])
    numbers.push(putSpeech(account, streamArn, { track: "AUDIO_TO_CUSTOMER", text }).fragmentNumber);
  expect(numbers.toSorted()).toEqual(numbers);
  expect(new Set(numbers).size).toBe(4);
  for (const number of numbers) expect(number).toMatch(/^\d{47}$/);
});

it("keeps fragments for the retention, and none without one", () => {
  const { streamArn } = openContactStream(account, { contactId: "one", ...settings });
  putSpeech(account, streamArn, { track: "AUDIO_FROM_CUSTOMER", text: "early" });
  now += 3_599_000;
  putSpeech(account, streamArn, { track: "AUDIO_FROM_CUSTOMER", text: "late" });
  expect(textsOf(streamArn)).toEqual(["", "early", "late"]);
  now += 1_000;
  expect(textsOf(streamArn)).toEqual(["late"]);
  const fleeting = openContactStream(account, { contactId: "two", ...settings, retentionHours: 0 });
  putSpeech(account, fleeting.streamArn, { track: "AUDIO_FROM_CUSTOMER", text: "gone" });
  expect(textsOf(fleeting.streamArn)).toEqual([]);
});

it("refuses speech without a contact", () => {
  const { streamArn } = openContactStream(account, { contactId: "one", ...settings });
  endContactStream(account, streamArn);
  expect(() => putSpeech(account, streamArn, { track: "AUDIO_FROM_CUSTOMER", text: "x" })).toThrow(
    "No contact",
  );
});
