import { describe, expect, test } from "vitest";
import type { ConnectionView } from "@/lib/connections/store";
import type { IntegrationPicture } from "@/lib/integrations/overview";
import type { IntegrationView } from "@/lib/integrations/store";
import { needsALook } from "./needs-a-look";

const integration: IntegrationView = {
  id: "i1",
  blueprint: "acme-voice",
  blueprintTitle: "Acme voice with metadata",
  name: "Acme voice",
  prefix: "",
  settings: {},
  secretNames: [],
  awsConnectionId: "c1",
  vendorConnections: {},
  deployed: 18,
  lastDeployment: undefined,
  bypass: undefined,
  unfinishedTurn: undefined,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};
const connection: ConnectionView = {
  id: "c1",
  kind: "aws",
  name: "Account",
  settings: {},
  secretFields: [],
  probe: undefined,
  probedAt: null,
};
const cable = { from: "a", to: "b", sentence: "refused", provenAt: new Date(0) };
const picture: IntegrationPicture = {
  integrationId: "i1",
  name: "Acme voice",
  title: "Acme voice with metadata",
  isDeployed: true,
  bypass: undefined,
  jacks: [],
  cables: [],
  problem: undefined,
};

describe("what needs a look", () => {
  test("is nothing while all that was proven worked", () => {
    const good = { ...cable, id: "sip", hop: "sip", label: "SIP", state: "good", contactId: "x" } as const;
    expect(
      needsALook({
        slug: "acme",
        connections: [connection],
        integrations: [integration],
        pictures: [{ ...picture, cables: [good] }],
        calls: new Map([["i1", { calls: 24, withFindings: 0, withoutVerdict: 0, codes: [] }]]),
      }),
    ).toEqual([]);
  });

  test("leads from a failed cable to the contact that showed it, and leaves out what was not reached", () => {
    const bad = { ...cable, hop: "sip", label: "SIP", state: "bad", contactId: "x" } as const;
    const looks = needsALook({
      slug: "acme",
      connections: [],
      integrations: [],
      pictures: [
        {
          ...picture,
          cables: [
            { ...bad, id: "sip" },
            { ...bad, id: "sip:gateway", state: "not-reached" },
          ],
        },
      ],
      calls: new Map(),
    });
    expect(looks.map(({ href }) => href)).toEqual(["/acme/contacts/x"]);
    expect(looks[0]).toMatchObject({ title: expect.stringContaining("Acme voice"), at: new Date(0) });
  });

  test("counts calls: those with findings need a look, also after a last call that went well", () => {
    const good = { ...cable, id: "sip", hop: "sip", label: "SIP", state: "good", contactId: "x" } as const;
    const codes = [
      { code: "authorizer-denied", name: "Post refused", calls: 6 },
      { code: "caller-hung-up", name: "Caller hung up", calls: 3 },
    ];
    const looks = needsALook({
      slug: "acme",
      connections: [],
      integrations: [integration],
      pictures: [{ ...picture, cables: [good] }],
      calls: new Map([["i1", { calls: 24, withFindings: 22, withoutVerdict: 0, codes }]]),
    });
    expect(looks).toMatchObject([
      {
        state: "attention",
        title: "Acme voice: 22 of 24 calls in the last 24 hours with findings",
        sentence: "6 × Post refused, 3 × Caller hung up",
        href: "/acme/contacts?integration=i1&findings=only",
      },
    ]);
  });

  test("names the worst first: a failed check before what is merely not deployed", () => {
    const looks = needsALook({
      slug: "acme",
      connections: [
        {
          ...connection,
          probe: {
            state: "failed",
            checks: [{ id: "a", title: "Reads logs", state: "failed", detail: "denied" }],
          },
        },
      ],
      integrations: [{ ...integration, deployed: 0 }],
      pictures: [],
      calls: new Map(),
    });
    expect(looks.map(({ state }) => state)).toEqual(["bad", "unknown"]);
  });

  test("says that the voice agent is bypassed, and by whom, for as long as it is", () => {
    const looks = needsALook({
      slug: "acme",
      connections: [],
      integrations: [{ ...integration, bypass: { since: new Date(0), by: "Ada" } }],
      pictures: [],
      calls: new Map(),
    });
    expect(looks).toMatchObject([{ state: "attention", href: `/acme/integrations/${integration.id}` }]);
    expect(looks[0]?.sentence).toContain("Ada");
  });
});
