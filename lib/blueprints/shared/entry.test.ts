import { describe, expect, it } from "vitest";
import {
  entry,
  faultsOfWaysIn,
  liveNumbersOf,
  numberResources,
  numbersOfSettings,
  promotedSettings,
} from "./entry";

const [test, live] = ["+12065550100", "+12065550199"];
const settings = (liveNumbers: string[], promoted = false) => ({
  queueId: "q",
  entry: { kind: "numbers", testNumbers: [test], liveNumbers, promoted },
});

describe("promoting live numbers", () => {
  it("points them at the flow beside the test numbers, and changes nothing else", () => {
    const promoted = promotedSettings(settings([live]));
    expect(promoted).toEqual(settings([live], true));
    expect(numbersOfSettings(settings([live]))).toEqual([test]);
    expect(numbersOfSettings(promoted)).toEqual([test, live]);
    expect(liveNumbersOf(promoted)).toEqual({ numbers: [live], isPromoted: true });
  });

  it("has nothing to do without live numbers, twice, or where callers come by the tenant's own flow", () => {
    expect(promotedSettings(settings([]))).toBeUndefined();
    expect(promotedSettings(settings([live], true))).toBeUndefined();
    expect(promotedSettings({ entry: { kind: "own-flow" } })).toBeUndefined();
    expect(promotedSettings(undefined)).toBeUndefined();
    expect(liveNumbersOf({ entry: { kind: "own-flow" } })).toBeUndefined();
  });
});

describe("a number that the integration claims itself", () => {
  const claimed = { number: "+12065550142", country: "US", numberType: "DID" as const };
  const none = { kind: "numbers" as const, testNumbers: [], liveNumbers: [], promoted: false };

  it("is claimed before it points at the flow, and the instance's own numbers are pointed as ever", () => {
    const chosen = { ...none, testNumbers: ["+12065550100"] };
    const wanted = (settings: Parameters<typeof numberResources>[0]) =>
      numberResources(settings, ["first"], []);
    const own = {
      ...{
        logicalId: "number:+12065550100",
        type: "phone-number-flow",
        dependsOn: ["first"],
        ledgerRows: [],
      },
      props: { phoneNumber: "+12065550100", flowId: { $ref: "flow.id" } },
    };
    expect(wanted({ entry: chosen })).toEqual([own]);
    expect(wanted({ entry: chosen, claimedNumber: claimed })).toEqual([
      { logicalId: "number", type: "claimed-number", props: claimed, ledgerRows: [] },
      {
        ...own,
        logicalId: "number:+12065550142",
        props: { phoneNumber: { $ref: "number.number" }, flowId: { $ref: "flow.id" } },
      },
      own,
    ]);
  });

  it("is one of the integration's numbers, and enough by itself", () => {
    expect(numbersOfSettings({ entry: none, claimedNumber: claimed })).toEqual([claimed.number]);
    expect(faultsOfWaysIn({ entry: none, claimedNumber: claimed })).toEqual([]);
    const withoutAny = [
      { path: ["entry", "testNumbers"], message: expect.stringContaining("at least one number") },
    ];
    expect(faultsOfWaysIn({ entry: none })).toEqual(withoutAny);
  });

  it("is neither chosen twice nor left without callers by a flow of the tenant's own", () => {
    const twice = { entry: { ...none, testNumbers: [claimed.number] }, claimedNumber: claimed };
    for (const settings of [twice, { entry: { kind: "own-flow" }, claimedNumber: claimed }]) {
      expect(faultsOfWaysIn(settings)).toEqual([{ path: ["claimedNumber"], message: expect.any(String) }]);
    }
  });

  it("changes nothing for integrations that can't claim one: theirs need a number as before", () => {
    expect(entry.safeParse(none).error?.issues).toMatchObject([
      { path: ["testNumbers"], message: expect.stringContaining("at least one number") },
    ]);
    expect(entry.safeParse({ kind: "own-flow" }).success).toBe(true);
  });
});
