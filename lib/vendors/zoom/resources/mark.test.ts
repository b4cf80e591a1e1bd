import fc from "fast-check";
import { expect, it } from "vitest";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { formatMark, ownershipOfDescription } from "./mark";

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
