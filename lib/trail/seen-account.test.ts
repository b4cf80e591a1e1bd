import { expect, test } from "vitest";
import { asIntegrationId } from "@/lib/kernel/ids";
import { laterLook, parseSeenAccount, type SeenAccount, surelyMissing } from "./seen-account";

const flow = {
  flowArn: "a",
  flowName: "f",
  integrationId: asIntegrationId("i"),
  integrationName: "n",
  changedPaths: ["x"],
  liveSha256: "0",
};
const first: SeenAccount = {
  ...{ calledIntegrations: [asIntegrationId("i")], mayBeOurs: true, flows: [flow] },
  missingLogs: ["flow-log", "lambda-log:store"],
};
const mended: SeenAccount = { calledIntegrations: [], mayBeOurs: false, flows: [], missingLogs: [] };

test("of two looks the first counts, but for a group that the call's own lines may have made", () => {
  expect(laterLook(first, mended)).toEqual({ ...first, missingLogs: ["flow-log"] });
  expect(laterLook(first, { ...mended, missingLogs: ["lambda-log:store"] }).missingLogs).toEqual([
    "flow-log",
    "lambda-log:store",
  ]);
});

test("what could not be read at the first look is taken from the next", () => {
  expect(laterLook({ ...first, flows: null }, { ...mended, flows: [flow] }).flows).toEqual([flow]);
});

test("a function's group is missing for good only when all late lines have come", () => {
  expect(surelyMissing(first, false)).toEqual(["flow-log"]);
  expect(surelyMissing(first, true)).toEqual(first.missingLogs);
});

test("what another console has kept otherwise counts as not seen", () => {
  expect(parseSeenAccount(first)).toEqual(first);
  expect(parseSeenAccount({})).toBeUndefined();
  expect(parseSeenAccount(null)).toBeUndefined();
});
