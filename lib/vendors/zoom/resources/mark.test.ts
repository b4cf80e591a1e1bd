import fc from "fast-check";
import { expect, it } from "vitest";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { addMark, formatMark, ownershipOfDescription } from "./mark";

it("a mark says whose a thing is, and words around it change nothing", () => {
  const word = fc.stringMatching(/^[\w-]{1,40}$/);
  fc.assert(
    fc.property(word, word, word, fc.string(), (installation, tenant, integration, words) => {
      fc.pre(!words.includes("Managed by Patchbay"));
      const whose = { installation, tenant: asTenantId(tenant), integration: asIntegrationId(integration) };
      const text = `${words}\n${formatMark(whose)}\n${words}`;
      expect(ownershipOfDescription(text, whose)).toEqual({ kind: "ours" });
      const other = { ...whose, integration: asIntegrationId(`${integration}x`) };
      expect(ownershipOfDescription(text, other).kind).toBe("other-integration");
      expect(ownershipOfDescription(words, whose)).toEqual({ kind: "untagged" });
    }),
  );
});

it("a mark is added to any words within 200 characters, and leaves no half of one", () => {
  const own = { installation: "here", tenant: asTenantId("t"), integration: asIntegrationId("i") };
  const words = fc.tuple(fc.string(), fc.nat(200)).map(([start, count]) => `${start}${"🚑".repeat(count)}`);
  fc.assert(
    fc.property(words, (description) => {
      const marked = addMark(description, own);
      expect(marked.length).toBeLessThanOrEqual(200);
      expect(marked).toBe(marked.toWellFormed());
      expect(ownershipOfDescription(marked, own)).toEqual({ kind: "ours" });
      expect(addMark("", own)).toBe(formatMark(own));
    }),
  );
});
