import { type ConnectClient, DescribeContactCommand } from "@aws-sdk/client-connect";
import { describe, expect, it } from "vitest";
import { fetchArrivals, toArrival } from "./fetch-arrivals";

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

describe("a look for calls that came in", () => {
  it("describes each contact once, and leaves one that cannot be described for the next look", async () => {
    const first = await look(["a", "b", "c"], { refused: ["b"] });
    expect(first.described.sort()).toEqual(["a", "b", "c"]);
    expect(first.result.ok && first.result.value.judged.toSorted()).toEqual(["a", "c"]);
    const second = await look(["a", "b", "c"], { known: ["a", "c"] });
    expect(second.described).toEqual(["b"]);
  });

  it("describes no more than a few of a busy line at once", async () => {
    const { described } = await look(Array.from({ length: 40 }, (_, index) => `contact-${index}`));
    expect(described.length).toBeLessThanOrEqual(8);
  });

  it("says what AWS said when nothing could be described", async () => {
    const { result } = await look(["a"], { refused: ["a"] });
    expect(result.ok).toBe(false);
  });
});

/** One look at an instance with these contacts. */
async function look(contacts: string[], { known = [] as string[], refused = [] as string[] } = {}) {
  const described: string[] = [];
  const client = {
    async send(command: { input: { ContactId?: string } }) {
      if (!(command instanceof DescribeContactCommand))
        return {
          Contacts: contacts.map((Id) => ({ Id, InitiationTimestamp: new Date(), Channel: "VOICE" })),
        };
      const id = command.input.ContactId ?? "";
      described.push(id);
      if (refused.includes(id)) throw new Error("Not now.");
      return { Contact: { ...inbound, Id: id } };
    },
  };
  const search = { instanceId: "i", since: new Date(Date.now() - 1_000), numbers: [], known: new Set(known) };
  const result = await fetchArrivals(client as unknown as ConnectClient, search);
  return { result, described };
}
