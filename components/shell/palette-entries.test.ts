import { describe, expect, it } from "vitest";
import { usualBypassWords } from "@/lib/blueprints/bypass-words";
import { parseQuery } from "@/lib/contacts/search/parse-query";
import { entriesByName, entriesOfQuery, type PaletteContext, rankEntries } from "./palette-entries";
import type { PaletteThings } from "./palette-things";
import { listScreens } from "./screens";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const context: PaletteContext = {
  slug: "acme",
  screens: listScreens(["Parrot.ai"]),
  tenants: [
    { slug: "acme", name: "Acme", home: "overview" },
    { slug: "aguas", name: "Águas & Luz", home: "overview" },
  ],
  isOperator: false,
  canOpenContacts: true,
  ids: [],
};
const things: PaletteThings = {
  integrations: [
    {
      id: "i-1",
      name: "Parrot voice",
      kind: "Parrot voice with metadata",
      canPlan: true,
      bypass: { isOn: false, words: { ...usualBypassWords, agent: "the parrot" } },
    },
    {
      id: "i-2",
      name: "Night line",
      kind: "Toy voice",
      canPlan: true,
      bypass: { isOn: true, words: usualBypassWords },
    },
  ],
  contacts: [{ contactId, at: "2026-11-20T10:00:00.000Z" }],
  canCall: true,
};
const flows = [{ path: "flows/f-1", name: "Sample inbound flow" }];

const labels = (text: string, of = things, from = context) =>
  rankEntries(entriesByName(from, of, flows), text).map(({ label }) => label);

describe("the palette's list by name", () => {
  it("finds an integration by its name, and not a page whose letters happen to be in order", () => {
    expect(labels("parrot voice")[0]).toBe("Parrot voice");
    expect(labels("parrot voice")).not.toContain("Flows");
  });

  it("finds an integration's tabs, and what can be done with it, by both names in any order", () => {
    expect(labels("settings parrot")).toEqual(["Parrot voice: Settings"]);
    expect(labels("watch night")[0]).toBe("Night line: Watch a call");
    expect(labels("plan parrot")[0]).toBe("Plan changes: Parrot voice");
    expect(labels("bypass")).toEqual(["Bypass the parrot: Parrot voice", "Turn off bypass: Night line"]);
  });

  it("finds flows, contacts opened lately, test calls, and tenants without their accents", () => {
    expect(labels("sample in")).toEqual(["Sample inbound flow"]);
    expect(labels("3f0c")).toEqual(["Contact"]);
    expect(labels("test call")[0]).toBe("Place a test call");
    expect(labels("aguas luz")).toEqual(["Águas & Luz"]);
    const without = { ...context, tenants: [{ slug: "sp", name: "São Paulo", home: "overview" as const }] };
    expect(labels("sao", things, without)).toEqual(["São Paulo"]);
    expect(labels("?")).toEqual(["Keyboard shortcuts"]);
  });

  it("puts what is named exactly so before what only begins so, and a name before further words", () => {
    const named = (name: string, slug: string) => ({ slug, name, home: "overview" as const });
    const tenants = [named("Northwind calls", "a"), named("Northwind", "b"), named("Old", "northwind")];
    expect(labels("northwind", things, { ...context, tenants })).toEqual([
      ...["Northwind", "Northwind calls", "Old"],
    ]);
  });

  it("shows no more than anyone reads, and says in which of several accounts a flow is", () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      path: `flows/${index}`,
      name: `Many ${index}`,
    }));
    const found = rankEntries(entriesByName(context, things, many), "many");
    expect(found).toHaveLength(40);
    const two = [...flows, { path: "flows/f-2", name: "Sample other", account: "Europe" }];
    const hints = rankEntries(entriesByName(context, things, two), "sample").map(({ hint }) => hint);
    expect(hints).toEqual(["Flow", "Flow in Europe"]);
  });

  it("offers an operator's pages to operators alone", () => {
    const of = (isOperator: boolean) => labels("", things, { ...context, isOperator });
    expect(of(true)).toEqual(expect.arrayContaining(["Fleet", "People"]));
    for (const label of ["Fleet", "People"]) expect(of(false)).not.toContain(label);
  });

  it("offers a call to watch to whoever reads contacts, and removal to whoever plans", () => {
    const tabsOf = (canPlan: boolean, screens = context.screens) => {
      const integrations = things.integrations.map((one) => ({ ...one, canPlan }));
      const found = entriesByName({ ...context, screens }, { ...things, integrations }, []);
      return found.flatMap(({ key }) => /^tab i-2 \/(watch|remove)$/.exec(key)?.[1] ?? []);
    };
    const noContacts = context.screens.filter(({ path }) => path !== "contacts");
    expect(tabsOf(true)).toEqual(["watch", "remove"]);
    expect(tabsOf(false)).toEqual(["watch"]);
    expect(tabsOf(true, noContacts)).toEqual(["remove"]);
  });

  it("offers what is nearest to whoever has typed nothing, contacts opened lately first: no tabs, no flows, not the tenant they are in", () => {
    const offered = labels("");
    expect(offered.slice(0, 4)).toEqual(["Contact", "Overview", "Integrations", "Contacts"]);
    expect(offered).toContain("Night line");
    expect(offered).not.toContain("Night line: Guide");
    expect(offered).not.toContain("Sample inbound flow");
    expect(offered).not.toContain("Acme");
  });

  it("offers nothing that the role may not do", () => {
    const viewer: PaletteThings = {
      integrations: things.integrations.map(({ bypass: _bypass, ...one }) => ({ ...one, canPlan: false })),
      contacts: [],
      canCall: false,
    };
    const screens = context.screens.filter(({ permission }) => permission === "tenant:read");
    const offered = ["plan", "bypass", "test call", "watch", "contact"].flatMap((text) =>
      labels(text, viewer, { ...context, screens }),
    );
    expect(offered.filter((label) => /^Plan|bypass|Bypass|test call|Watch|^Contact/.test(label))).toEqual([]);
  });
});

describe("an id or a number in the palette", () => {
  const of = (text: string, from = context) =>
    entriesOfQuery(text, parseQuery(text, from.ids), from).map(({ deed }) => deed);

  it("opens the contact of an id, and has the search say whose instance an ARN names", () => {
    expect(of(contactId)).toEqual([{ kind: "go", path: `/acme/contacts/${contactId}` }]);
    const arn = `arn:aws:connect:us-east-1:111122223333:instance/0d4f5b52-7f3c-4d8a-9a35-61f1a2b1c0de/contact/${contactId}`;
    expect(of(arn)).toEqual([{ kind: "go", path: `/acme/contacts?id=${encodeURIComponent(arn)}` }]);
  });

  it("offers an operator to look in all tenants, and only that where no tenant is open", () => {
    const operator = { ...context, isOperator: true };
    const everywhere = { kind: "go", path: `/fleet?id=contact%20${contactId}` };
    expect(of(contactId, operator)).toContainEqual(everywhere);
    expect(of(contactId, { ...operator, slug: undefined, canOpenContacts: false })).toEqual([everywhere]);
  });

  it("hands a number to the search and puts it into no address", () => {
    for (const number of ["+1 206 555 0123", "(206) 555-0123", "0123"])
      expect(of(number)).toEqual([{ kind: "search", path: "/acme/contacts" }]);
  });

  it("offers a contact only to whom contacts are open", () => {
    const closed = { ...context, canOpenContacts: false };
    expect(of(contactId, closed)).toEqual([]);
    expect(of("+1 206 555 0123", closed)).toEqual([]);
    const ids = [{ kind: "parrot-id", title: "Parrot call", label: /^parrot:/, shape: /^p-\d+$/ }];
    const search = { kind: "go", path: expect.stringMatching(/^\/acme\/contacts\?id=/) };
    expect(of("p-12345", { ...context, ids })).toEqual([search]);
    expect(of("p-12345", { ...closed, ids })).toEqual([]);
  });
});
