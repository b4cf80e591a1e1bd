import { describe, expect, test } from "vitest";
import { usualBypassWords } from "@/lib/blueprints/bypass-words";
import type { ConnectionView } from "@/lib/connections/store";
import type { IntegrationPicture } from "@/lib/integrations/overview";
import type { IntegrationView } from "@/lib/integrations/store";
import { asContactId, asIntegrationId, type ContactId, type IntegrationId } from "@/lib/kernel/ids";
import { needsALook } from "./needs-a-look";

const integration: IntegrationView = {
  id: asIntegrationId("i1"),
  blueprint: "acme-voice",
  blueprintTitle: "Acme voice with metadata",
  name: "Acme voice",
  prefix: "",
  settings: {},
  secretNames: [],
  awsConnectionId: "c1",
  vendorConnections: {},
  deployed: 18,
  isDeployed: true,
  into: { account: "AWS account", waitsFor: "AWS" },
  bypassWords: usualBypassWords,
  canBypass: true,
  deployedSettings: undefined,
  hasUndeployedSettings: false,
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
  savedAt: new Date(0),
};
const cable = { from: "a", to: "b", sentence: "refused", provenAt: new Date(0) };
const picture: IntegrationPicture = {
  integrationId: asIntegrationId("i1"),
  name: "Acme voice",
  title: "Acme voice with metadata",
  isDeployed: true,
  hasUndeployedSettings: false,
  bypass: undefined,
  jacks: [],
  cables: [],
  problem: undefined,
};

describe("what needs a look", () => {
  test("is nothing while all that was proven worked", () => {
    const good = {
      ...cable,
      id: "sip",
      hop: "sip",
      label: "SIP",
      state: "good",
      contactId: asContactId("x"),
    } as const;
    expect(
      needsALook({
        slug: "acme",
        connections: [connection],
        integrations: [integration],
        pictures: [{ ...picture, cables: [good] }],
        withIssues: new Set<IntegrationId>(),
        canSeeCalls: true,
      }),
    ).toEqual([]);
  });

  test("leads from a failed cable to the contact that showed it, and leaves out what was not reached", () => {
    const bad = { ...cable, hop: "sip", label: "SIP", state: "bad", contactId: asContactId("x") } as const;
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
      withIssues: new Set<IntegrationId>(),
      canSeeCalls: true,
    });
    expect(looks.map(({ href }) => href)).toEqual(["/acme/contacts/x"]);
    expect(looks[0]).toMatchObject({ title: expect.stringContaining("Acme voice"), at: new Date(0) });
  });

  test("sends nobody to a call that they may not open", () => {
    const looks = needsALook({
      slug: "acme",
      connections: [],
      integrations: [integration],
      pictures: [
        {
          ...picture,
          cables: [
            { ...cable, id: "sip", hop: "sip", label: "SIP", state: "bad", contactId: asContactId("x") },
          ],
        },
      ],
      withIssues: new Set<IntegrationId>(),
      canSeeCalls: false,
    });
    expect(looks).toMatchObject([{ href: `/acme/integrations/${integration.id}`, action: "Open it" }]);
  });

  test("says nothing twice: what a call had wrong is said by the integration's open issues", () => {
    const bad = { ...cable, id: "sip", hop: "sip", label: "SIP", state: "bad" } as const;
    const seen = (contactId: ContactId | undefined) =>
      needsALook({
        slug: "acme",
        connections: [],
        integrations: [integration],
        pictures: [{ ...picture, cables: [{ ...bad, contactId }] }],
        withIssues: new Set([integration.id]),
        canSeeCalls: true,
      });
    expect(seen(asContactId("x"))).toEqual([]);
    // What no call has shown is no issue.
    expect(seen(undefined)).toHaveLength(1);
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
      integrations: [{ ...integration, deployed: 0, isDeployed: false }],
      pictures: [],
      withIssues: new Set<IntegrationId>(),
      canSeeCalls: true,
    });
    expect(looks.map(({ state }) => state)).toEqual(["bad", "unknown"]);
  });

  test("says that the voice agent is bypassed, and by whom, for as long as it is", () => {
    const looks = needsALook({
      slug: "acme",
      connections: [],
      integrations: [{ ...integration, bypass: { since: new Date(0), by: "Ada" } }],
      pictures: [],
      withIssues: new Set<IntegrationId>(),
      canSeeCalls: true,
    });
    expect(looks).toMatchObject([{ state: "attention", href: `/acme/integrations/${integration.id}` }]);
    expect(looks[0]?.sentence).toContain("Ada");
  });
});

test("a connection whose check failed is named, with what was seen and the way to its checks", () => {
  const check = {
    id: "identity",
    title: "The account responds",
    state: "failed",
    detail: "AWS refused.",
  } as const;
  const broken = { ...connection, probe: { state: "failed" as const, checks: [check] } };
  const seen = {
    slug: "acme",
    connections: [broken],
    integrations: [],
    pictures: [],
    withIssues: new Set<IntegrationId>(),
    canSeeCalls: true,
  };
  expect(needsALook(seen)).toMatchObject([
    {
      state: "bad",
      title: "Account: 1 check failed",
      sentence: "AWS refused.",
      href: "/acme/connections/c1",
    },
  ]);
});
