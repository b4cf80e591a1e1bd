import { describe, expect, test } from "vitest";
import type { ConnectionView } from "@/lib/connections/store";
import type { IntegrationPicture } from "@/lib/integrations/overview";
import type { IntegrationView } from "@/lib/integrations/store";
import { needsALook } from "./needs-a-look";

const integration: IntegrationView = {
  id: "i1",
  blueprint: "kore-voice",
  blueprintTitle: "Kore voice with metadata",
  name: "Kore voice",
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
  name: "Kore voice",
  title: "Kore voice with metadata",
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
      }),
    ).toEqual([]);
  });

  test("leads from a failed cable to the contact that showed it, once for all cables of its hop", () => {
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
            { ...bad, id: "sip:gateway" },
          ],
        },
      ],
    });
    expect(looks.map(({ href }) => href)).toEqual(["/acme/contacts/x"]);
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
    });
    expect(looks.map(({ state }) => state)).toEqual(["bad", "unknown"]);
  });

  test("says that callers go past the voice agent, and by whom, for as long as they do", () => {
    const looks = needsALook({
      slug: "acme",
      connections: [],
      integrations: [{ ...integration, bypass: { since: new Date(0), by: "Ada" } }],
      pictures: [],
    });
    expect(looks).toMatchObject([{ state: "attention", href: `/acme/integrations/${integration.id}` }]);
    expect(looks[0]?.sentence).toContain("Ada");
  });
});
