import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CreateContactFlowCommand, DescribeContactFlowCommand } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { SessionUser } from "@/lib/access/auth/session-user";
import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsAccess, openAwsConnection } from "@/lib/aws/connect-account";
import { needsNewSecret } from "@/lib/connection-kinds/settings-of-form";
import { listConnectChoices } from "@/lib/connections/list-connect-choices";
import { listConnections } from "@/lib/connections/store";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { tenantTags } from "@/lib/engine/ownership";
import { fetchFlow } from "@/lib/flow-library/fetch-flow";
import { config } from "@/lib/kernel/config";
import { asContactId, type TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newSessionUser, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner } from "@/lib/testing/postgres";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { takeInventory } from "@/lib/testing/take-inventory";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { vendors } from "@/lib/vendors/registry";

const signedIn = vi.hoisted(() => ({ user: undefined as unknown }));
/** What each action was defined with. */
const defined = vi.hoisted(() => new Map<unknown, { input: unknown }>());
vi.mock("@/lib/access/auth/session", () => ({ currentUser: async () => signedIn.user }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("next/cache", () => ({ refresh: () => undefined, revalidatePath: () => undefined }));
vi.mock("@/lib/access/action", async (original) => {
  const real = await original<typeof import("@/lib/access/action")>();
  const defineAction = (action: Parameters<typeof real.defineAction>[0]) => {
    const made = real.defineAction(action);
    defined.set(made, action);
    return made;
  };
  return { ...real, defineAction };
});

const root = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" });
const actionFiles = files.filter(
  (file) =>
    file.includes("[tenant]") &&
    /\.tsx?$/.test(file) &&
    /^["']use server["']/.test(readFileSync(path.join(root, file), "utf8")),
);
const routeFiles = files.filter((file) => file.includes("[tenant]") && file.endsWith("route.ts"));
/** A name that may stand for something in an AWS account or at a vendor, and not in a table of ours. */
const outsideName =
  /instance|flow|contact(?!s$)|number|phone|function|lambda|queue|^hours|connector|group|arn$|table|session|^text$|^settings$/i;

type Route = (request: Request, context: object) => Promise<Response>;
type Call = (slug: string, input: object) => Promise<{ ok: boolean; problem?: { code: string } }>;

/** The victim: the seeded tenant, with its account, a flow and a call. */
let installation: SeededInstallation;
let victim: AwsAccess;
let contactId = asContactId("");
let flow: { id: string; arn: string; text: string; sha256: string };
let before: string[];
/** The intruder: an administrator of another tenant with a sandbox account of its own. */
let intruder: SessionUser;
let own: { tenantId: TenantId; slug: string; connectionId: string; access: AwsAccess };
/** Flows in the intruder's own instance that carry someone else's tags. */
const marked: Record<string, string> = {};

beforeAll(async () => {
  installation = await seedInstallation();
  victim = await openAwsConnection(installation.tenantId, installation.awsConnectionId, "deploy");
  const integrationId = await installation.createIntegration();
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  ({ contactId } = await installation.call(integrationId));
  const read = await withTenant(installation.tenantId, (db) =>
    db.managedResource.findFirst({ where: { integrationId, type: "contact-flow" } }),
  );
  const { id, arn } = z.object({ id: z.string(), arn: z.string() }).parse(read?.outputs);
  const { ContactFlow } = await victim.clients.connect.send(
    new DescribeContactFlowCommand({ InstanceId: victim.instanceId, ContactFlowId: id }),
  );
  flow = { id, arn, text: ContactFlow?.Content ?? "", sha256: ContactFlow?.FlowContentSha256 ?? "" };
  before = await takeInventory(victim.clients, victim.instanceId);

  const { tenantId, slug } = await newTenant("Globex");
  const { userId } = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  intruder = await newSessionUser(userId);
  signedIn.user = intruder;
  const { save } = await load("(console)/[tenant]/connections/actions.ts");
  const settings = { access: { kind: "sandbox" }, region: "us-east-1" };
  const saved = await save?.(slug, { kind: "aws", name: "Sandbox", settings, secrets: {} });
  expect(saved).toMatchObject({ ok: true });
  const connectionId =
    (await withTenant(tenantId, listConnections)).find(({ kind }) => kind === "aws")?.id ?? "";
  own = { tenantId, slug, connectionId, access: await openAwsConnection(tenantId, connectionId, "deploy") };
  const { installation: here } = config();
  for (const [name, tags] of [
    ["other-tenant", tenantTags(here, installation.tenantId)],
    ["other-installation", tenantTags("another-installation", tenantId)],
  ] as const) {
    const made = await own.access.clients.connect.send(
      new CreateContactFlowCommand({
        ...{ InstanceId: own.access.instanceId, Name: name, Type: "CONTACT_FLOW", Tags: tags },
        ...{ Status: "SAVED", Content: flow.text },
      }),
    );
    marked[name] = made.ContactFlowId ?? "";
  }
}, 120_000);
afterAll(() => installation?.stop());

async function load(file: string): Promise<Record<string, Call>> {
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path.join(root, file)).href);
  return Object.fromEntries(
    Object.entries(module as Record<string, unknown>).filter(([, value]) => typeof value === "function"),
  ) as Record<string, Call>;
}

/** Paths of a schema's fields: "target.flowId". */
function fieldsOf(schema: unknown, at = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, anyOf = [], oneOf = [], items } = schema as Record<string, object | undefined>;
  return [
    ...Object.entries(properties).flatMap(([name, inner]) => [
      `${at}${name}`,
      ...fieldsOf(inner, `${at}${name}.`),
    ]),
    ...[...Object.values(anyOf), ...Object.values(oneOf)].flatMap((inner) => fieldsOf(inner, at)),
    ...fieldsOf(items, at),
  ];
}

/**
 * Every action's fields that may name something outside our tables: "connections/actions.ts chooseInstance instanceId".
 */
async function outsideFields(): Promise<string[]> {
  const found = new Set<string>();
  for (const file of actionFiles) {
    const names = new Map(
      Object.entries(await load(file)).map(([name, action]) => [action as unknown, name]),
    );
    for (const [action, { input }] of defined) {
      const name = names.get(action);
      if (name === undefined) continue;
      const schema = z.toJSONSchema(input as z.ZodType, { io: "input", unrepresentable: "any" });
      for (const field of fieldsOf(schema))
        if (outsideName.test(field.split(".").at(-1) ?? ""))
          found.add(`${file.replace(/^.*\[tenant\]\//, "")} ${name} ${field}`);
    }
  }
  return [...found].sort();
}

const save = (flowId: string, seenSha256 = flow.sha256) => ({
  connectionId: own.connectionId,
  text: flow.text.replace(/"Text":"[^"]*"/, '"Text":"Taken over."'),
  as: "draft",
  target: { kind: "existing", flowId, seenSha256 },
});
/** An integration on what only the victim's account has. */
const onTheirs = async () => {
  const theirs = must(await listConnectChoices(installation.tenantId, installation.awsConnectionId));
  const connections = await withTenant(own.tenantId, listConnections);
  const [blueprint] = listBlueprints();
  return {
    ...{ blueprint: blueprint?.kind, name: "Theirs", prefix: "theirs", awsConnectionId: own.connectionId },
    vendorConnections: Object.fromEntries(
      blueprint?.needs.map((need) => [need, connections.find(({ kind }) => kind === need)?.id]) ?? [],
    ),
    settings: {
      queueId: theirs.queues[0]?.id,
      entry: { kind: "numbers", testNumbers: [theirs.phoneNumbers[0]?.name] },
    },
  };
};

/** How each of those fields is tried with the victim's; "keeps": it only keeps a row of the intruder's own. */
const tries: Record<string, "keeps" | (() => Promise<[input: object, code: RegExp][]>)> = {
  // Without a page of the intruder's own nothing is asked; with one, lib/agent-page tries each kind of contact.
  "agent/actions.ts attachLog contactId": async () => [[{ contactId, gzipped: "" }, /^agent-log-/]],
  "agent/actions.ts closePanel contactId": async () => [[{ contactId }, /^agent-page-off$/]],
  "agent/actions.ts mintWidgetToken contactId": async () => [[{ contactId }, /^agent-page-off$/]],
  "agent/actions.ts report contactId": "keeps",
  "connections/actions.ts chooseInstance instanceId": async () => [
    [{ id: own.connectionId, instanceId: victim.instanceId }, /^instance-not-found$/],
    [{ id: own.connectionId, instanceId: victim.instanceArn }, /^instance-not-found$/],
    [{ id: installation.awsConnectionId, instanceId: victim.instanceId }, /^connection-not-found$/],
  ],
  // What a form claims of the instance isn't believed: see the test of its own.
  "connections/actions.ts save settings": "keeps",
  // Only compared with what is stored.
  "connections/actions.ts save basedOn.settings": "keeps",
  "flows/import/actions.ts saveFlow target.flowId": async () => [
    [save(flow.id), /^flow-not-found$/],
    [save(flow.arn), /^flow-not-found$/],
    [save(marked["other-tenant"] ?? ""), /^resource-foreign$/],
    [save(marked["other-installation"] ?? ""), /^resource-foreign$/],
    [{ ...save(flow.id), connectionId: installation.awsConnectionId }, /^connection-not-found$/],
  ],
  // The flow's own type and text, not an id.
  "flows/import/actions.ts saveFlow target.flowType": "keeps",
  "flows/import/actions.ts saveFlow text": "keeps",
  "contacts/find-by-text.ts findByText text": async () => [[{ text: contactId }, /^contact-not-found$/]],
  "contacts/[contactId]/note-actions.ts pin contactId": "keeps",
  "contacts/[contactId]/note-actions.ts pin text": "keeps",
  "contacts/[contactId]/note-actions.ts remove contactId": "keeps",
  "issues/actions.ts pin text": "keeps",
  // A kind of number, not a number; whose account is searched is another matter.
  "integrations/actions.ts findNumbers numberType": async () => [
    [
      { awsConnectionId: installation.awsConnectionId, country: "US", numberType: "DID" },
      /^connection-not-found$/,
    ],
  ],
  // Settings are wishes: what they lead to is a plan, tried in a test of its own.
  "integrations/actions.ts create settings": "keeps",
  "integrations/actions.ts saveSettings settings": "keeps",
};

describe("an action that takes an ID from the account", () => {
  it("is on the list of those that are tried (add it to `tries`)", async () => {
    expect(await outsideFields()).toEqual(Object.keys(tries).sort());
  });

  it("neither shows nor changes another tenant's resources", async () => {
    signedIn.user = intruder;
    let tried = 0;
    for (const [field, cases] of Object.entries(tries)) {
      if (cases === "keeps") continue;
      const [file, name] = field.split(" ");
      const at = actionFiles.find((each) => each.endsWith(`[tenant]/${file}`)) ?? "";
      const action = (await load(at))[name ?? ""];
      for (const [input, code] of await cases()) {
        const answer = await action?.(own.slug, input);
        // A refusal to save a flow is an answer, too.
        const outcome = answer?.ok ? Reflect.get(answer, "value") : answer;
        expect(outcome, `${field} ${JSON.stringify(input).slice(0, 120)}`).toMatchObject({
          ok: false,
          problem: { code: expect.stringMatching(code) },
        });
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(8);
    await expectUntouched();
  });

  it("searches an account of one's own for free numbers", async () => {
    signedIn.user = intruder;
    const { findNumbers } = await load("(console)/[tenant]/integrations/actions.ts");
    const search = { awsConnectionId: own.connectionId, country: "US", numberType: "TOLL_FREE" };
    const found = await findNumbers?.(own.slug, search);
    const offered = { number: expect.stringMatching(/^\+1/), country: "US", numberType: "TOLL_FREE" };
    expect(found).toMatchObject({ ok: true, value: expect.arrayContaining([offered]) });
    expect(await findNumbers?.(own.slug, { ...search, country: "usa" })).toMatchObject({
      ok: false,
      fields: { country: expect.any(String) },
    });
  });

  it("finds the other tenant's contact and flow for that tenant, with the same code", async () => {
    expect(await openTrail(installation.tenantId, contactId)).toMatchObject({ ok: true });
    const theirs = { tenantId: installation.tenantId, connectionId: installation.awsConnectionId };
    expect(await fetchFlow({ ...theirs, flowId: flow.id })).toMatchObject({ ok: true });
  });
});

describe("a route or page with an ID from the account in its URL", () => {
  /** What each route asks for beside its address. */
  const queries: Record<string, () => string> = {
    "contacts/[contactId]/events/route.ts": () => "?source=contact-record&event=x",
    "contacts/[contactId]/hops/route.ts": () => "",
    "flows/[flowId]/export/route.ts": () => `?account=${own.connectionId}&stage=live`,
  };

  it("responds to another tenant's ID as to one that doesn't exist", async () => {
    signedIn.user = intruder;
    const asked = routeFiles.filter((file) => /\[(contactId|flowId)\]/.test(file));
    expect(asked.map((file) => file.replace(/^.*\[tenant\]\//, "")).sort()).toEqual(
      Object.keys(queries).sort(),
    );
    for (const file of asked) {
      const query = queries[file.replace(/^.*\[tenant\]\//, "")]?.() ?? "";
      for (const flowId of [flow.id, flow.arn, ...Object.values(marked)]) {
        const module: { GET?: Route } = await import(
          /* @vite-ignore */ pathToFileURL(path.join(root, file)).href
        );
        const params = Promise.resolve({ tenant: own.slug, contactId, flowId });
        const answer = await module.GET?.(new Request(`http://127.0.0.1/any${query}`), { params });
        expect([404, 502], `${file} ${flowId}`).toContain(answer?.status);
        const said = await answer?.text();
        for (const secret of [flow.text.slice(0, 200), "+12065550199", "Transitions"])
          expect(said).not.toContain(secret);
      }
    }
  });

  it("opens it only through the guarded readers", async () => {
    for (const [folder, loader] of [
      ["contacts/[contactId]", /open-look|contact-trail|contactId/],
      ["flows/[flowId]", /load-flow|define-flow-screen/],
    ] as const) {
      const pages = files.filter((file) => file.includes(folder) && file.endsWith("page.tsx"));
      expect(pages.length).toBeGreaterThan(0);
      for (const page of pages) {
        const text = readFileSync(path.join(root, page), "utf8");
        expect(text, page).toMatch(loader);
        expect(text, page).not.toMatch(/aws-sdk|openAwsConnection/);
      }
    }
    expect(await openTrail(own.tenantId, contactId)).toMatchObject({
      ok: false,
      problem: { code: "contact-unknown" },
    });
    const at = { tenantId: own.tenantId, connectionId: own.connectionId };
    for (const flowId of [flow.id, flow.arn, ...Object.values(marked)])
      expect(await fetchFlow({ ...at, flowId })).toMatchObject({
        ok: false,
        problem: { code: expect.stringMatching(/^(flow-not-found|resource-foreign)$/) },
      });
  });
});

describe("another tenant's sandbox account", () => {
  it("can't be reached by naming its instance in a form, in any notation", async () => {
    signedIn.user = intruder;
    const { save: saveConnection } = await load("(console)/[tenant]/connections/actions.ts");
    const claims = { instanceId: victim.instanceId, instanceArn: victim.instanceArn };
    const settings = {
      ...{ access: { kind: "sandbox" }, region: "us-east-1", accountId: victim.accountId },
      ...{ ...claims, instanceAlias: victim.instanceAlias },
    };
    // Its own account's instance is the only one that it gets, and that one it has already.
    const again = { kind: "aws", name: "Second", settings, secrets: {} };
    expect(await saveConnection?.(own.slug, again)).toMatchObject({
      ok: false,
      problem: { code: "instance-taken" },
    });
    expect(await saveConnection?.(own.slug, { ...again, id: own.connectionId })).toMatchObject({ ok: true });
    const access = await openAwsConnection(own.tenantId, own.connectionId);
    expect(access.accountId).not.toBe(victim.accountId);
    expect(access.instanceArn).toContain(`:${access.accountId}:`);
  });

  it("isn't opened by a database row that names it by alias, or in any other way", async () => {
    const set = (settings: string) =>
      runAsOwner(
        installation.database.ownerUrl,
        `UPDATE "Connection" SET "settings" = ${settings}, "connectInstanceArn" = NULL, "updatedAt" = now()
         WHERE "id" = '${own.connectionId}'`,
      );
    await expect(set(`"settings" - 'instanceArn' - 'instanceId'`)).rejects.toThrow(/instance_by_arn/);
    const kept = await withTenant(own.tenantId, (db) =>
      db.connection.findFirst({ where: { id: own.connectionId } }),
    );
    expect(kept?.connectInstanceArn).toBe(own.access.instanceArn);
    // Even a row that claims another instance of the sandbox by its ARN opens none.
    const claim = (arn: string) =>
      runAsOwner(
        installation.database.ownerUrl,
        `UPDATE "Connection" SET "settings" = jsonb_set("settings", '{instanceArn}', to_jsonb($1::text)),
           "connectInstanceArn" = $1, "updatedAt" = now() WHERE "id" = $2`,
        [arn, own.connectionId],
      );
    await claim(`${victim.instanceArn}x`);
    expect(await openAwsConnection(own.tenantId, own.connectionId)).toMatchObject({
      accountId: own.access.accountId,
      instanceId: "",
    });
    await claim(own.access.instanceArn);
  });

  it("isn't reached by an integration that asks for its queue and its number", async () => {
    signedIn.user = intruder;
    const { create, plan } = await load("(console)/[tenant]/integrations/actions.ts");
    const made = await create?.(own.slug, await onTheirs());
    const id: unknown = made?.ok ? Reflect.get(Object(Reflect.get(made, "value")), "id") : undefined;
    if (typeof id === "string") await plan?.(own.slug, { integrationId: id, purpose: "deploy" });
    await expectUntouched();
  });

  it("has accounts at vendors that another tenant's connections can't take over", async () => {
    signedIn.user = intruder;
    const { save: saveConnection } = await load("(console)/[tenant]/connections/actions.ts");
    const find = async (tenantId: TenantId, kind: string) =>
      (await withTenant(tenantId, listConnections)).find((each) => each.kind === kind);
    let tried = 0;
    for (const { name: kind, connection } of vendors) {
      const mine = await find(own.tenantId, kind);
      // Without credentials there is nothing to take over: whether calls are let in is the vendor's own allowlist.
      if (connection.secretFields(mine?.settings ?? {}).length === 0) continue;
      const theirs = await find(installation.tenantId, kind);
      // Everything of theirs that leaves the intruder's own secret in place.
      const taken = Object.entries(theirs?.settings ?? {}).filter(
        ([field, value]) =>
          !connection.pairs?.some(({ setting }) => setting === field) &&
          !needsNewSecret(connection, { ...mine?.settings, [field]: value }, mine?.settings ?? {}),
      );
      const settings = { ...mine?.settings, ...Object.fromEntries(taken) };
      if (JSON.stringify(settings) === JSON.stringify(mine?.settings)) continue;
      tried += 1;
      await saveConnection?.(own.slug, { kind, id: mine?.id, name: mine?.name, settings, secrets: {} });
      const after = await find(own.tenantId, kind);
      expect(after?.settings, "what was taken is stored").toMatchObject(settings);
      expect(after?.probe?.state).toBe("failed");
    }
    expect(tried).toBeGreaterThan(0);
    const voice = await installation.call(
      (await withTenant(installation.tenantId, (db) => db.integration.findFirstOrThrow())).id,
    );
    expect(voice.outcome).toBe("agent");
  });
});

/** The victim's account is as it was, and nothing of it stands in the victim's audit. */
async function expectUntouched(): Promise<void> {
  expect(await takeInventory(victim.clients, victim.instanceId)).toEqual(before);
  const { ContactFlow } = await victim.clients.connect.send(
    new DescribeContactFlowCommand({ InstanceId: victim.instanceId, ContactFlowId: flow.id }),
  );
  expect(ContactFlow?.FlowContentSha256).toBe(flow.sha256);
}
