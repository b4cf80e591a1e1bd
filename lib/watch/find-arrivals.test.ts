import { describe, expect, it } from "vitest";
import { toArrival } from "./find-arrivals";

const began = new Date("2026-11-04T09:40:02.118Z");
const inbound = {
  Id: "c1f0b7de-52a4-4c0e-9a38-6f1f3c0e77b1",
  InitiationTimestamp: began,
  InitiationMethod: "INBOUND" as const,
  CustomerEndpoint: { Address: "+12065550123" },
  SystemEndpoint: { Address: "+12065550100" },
};

describe("a contact that came in while somebody waits", () => {
  it("is theirs when it was called on one of the integration's numbers", () => {
    expect(toArrival(inbound, ["+12065550101", "+12065550100"])).toEqual({
      contactId: inbound.Id,
      beganAt: began.toISOString(),
      caller: "+12065550123",
      called: "+12065550100",
      isOurs: "yes",
    });
  });

  it("is somebody else's when it came to another number", () => {
    expect(toArrival(inbound, ["+12065550199"])).toBeUndefined();
  });

  it("is left to the person where the number is not told, or where the tenant's own flow leads the callers", () => {
    const { SystemEndpoint: _called, ...without } = inbound;
    expect(toArrival(without, ["+12065550100"])?.isOurs).toBe("unknown");
    expect(toArrival(inbound, [])?.isOurs).toBe("unknown");
  });

  it("is no transfer, callback or outbound call", () => {
    for (const InitiationMethod of ["TRANSFER", "CALLBACK", "OUTBOUND", "QUEUE_TRANSFER"] as const) {
      expect(toArrival({ ...inbound, InitiationMethod }, ["+12065550100"])).toBeUndefined();
    }
  });
});
