import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { tagsOf } from "./ownership";
import { type Candidate, onlyOurs, pickOurs } from "./pick-ours";

const owner = {
  installation: "one",
  tenant: asTenantId("acme"),
  integration: asIntegrationId("acme"),
  resource: "connector",
  step: "deployment/connector",
};
const context = { owner, record: undefined };

function candidate(id: string, more: Partial<Candidate<string>> = {}): Candidate<string> {
  return { thing: id, id, name: "voice", tags: tagsOf(owner), createdAt: new Date(1_000), ...more };
}
const pick = (candidates: Candidate<string>[], on: Parameters<typeof pickOurs>[1] = context) =>
  pickOurs(candidates, on, "voice");

describe("of several things that may have one name", () => {
  it("is ours the one on record, also when someone has renamed it", () => {
    const record = { physicalId: "arn:b", outputs: { id: "b" } };
    const found = pick([candidate("a"), candidate("b", { name: "renamed" })], { owner, record });
    expect(found).toMatchObject({ thing: "b", ownership: { kind: "ours" } });
  });

  it("is ours the one that this step has made, before one that an earlier one has left", () => {
    const earlier = tagsOf({ ...owner, step: "earlier/connector" });
    const old = candidate("a", { tags: earlier, createdAt: new Date(1) });
    expect(pick([old, candidate("b")])?.thing).toBe("b");
  });

  it("is ours the one that is meant for this resource, whatever its name, and not one meant for another", () => {
    const other = candidate("a", { tags: tagsOf({ ...owner, resource: "other" }), name: "else" });
    expect(pick([other, candidate("b", { name: "renamed" })])?.thing).toBe("b");
  });

  it("is ours one that was tagged before tags said what a thing is for", () => {
    const { resource: _, step: __, ...before } = owner;
    const old = candidate("a", { tags: tagsOf(before) });
    expect(pick([old])).toMatchObject({ thing: "a", ownership: { kind: "ours" } });
  });

  it("stands in the way what has the name and isn't ours", () => {
    expect(pick([candidate("a", { tags: {} })])).toMatchObject({ ownership: { kind: "untagged" } });
    expect(pick([candidate("a", { tags: {}, name: "else" })])).toBeUndefined();
  });

  it("are ours, of a whole list, those with this integration's tags alone", () => {
    const listed = [
      candidate("a"),
      candidate("b", { tags: tagsOf({ ...owner, integration: asIntegrationId("another") }) }),
      candidate("c", { tags: {} }),
      candidate("d", { tags: tagsOf({ ...owner, installation: "another" }) }),
      candidate("e", { name: "else" }),
    ];
    expect(onlyOurs(listed, context).map(({ id }) => id)).toEqual(["a", "e"]);
  });

  it("is picked the same, in whatever order AWS lists them", () => {
    const any = fc.record({
      created: fc.option(fc.integer({ min: 1, max: 3 })),
      name: fc.constantFrom("voice", "else"),
      step: fc.constantFrom("deployment/connector", "earlier/connector"),
      integration: fc.constantFrom("acme", "another").map(asIntegrationId),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), fc.func(fc.integer()), (list, shuffle) => {
        const all = list.map(({ created, name, step, integration }, index) =>
          candidate(String(index), {
            name,
            tags: tagsOf({ ...owner, step, integration }),
            createdAt: created === null ? undefined : new Date(created),
          }),
        );
        const other = [...all].sort((a, b) => shuffle(a.id) - shuffle(b.id));
        expect(pick(other)?.thing).toBe(pick(all)?.thing);
      }),
    );
  });
});
