import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SessionUser } from "@/lib/access/auth/session-user";
import type { TenantId } from "@/lib/kernel/ids";
import { newSessionUser, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import type { Role } from "@/prisma/generated/enums";

/** Who is signed in; all else – tenants, memberships, permissions – is asked of the real database. */
const signedIn = vi.hoisted(() => ({ user: undefined as unknown }));
vi.mock("@/lib/access/auth/session", () => ({ currentUser: async () => signedIn.user }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("next/cache", () => ({ refresh: () => undefined, revalidatePath: () => undefined }));

const root = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" });
const actionFiles = files.filter(
  (file) => /\.tsx?$/.test(file) && /^["']use server["']/.test(readFileSync(path.join(root, file), "utf8")),
);
const tenantRoutes = files.filter((file) => file.includes("[tenant]") && file.endsWith("route.ts"));

let database: TestDatabase;
let slug = "";
let stranger: SessionUser;
let viewer: SessionUser;
let agent: SessionUser;

beforeAll(async () => {
  database = await testDatabase();
  const theirs = await newTenant("Theirs");
  const own = await newTenant("Own");
  slug = theirs.slug;
  stranger = await newPerson(own.tenantId, "admin");
  viewer = await newPerson(theirs.tenantId, "viewer");
  agent = await newPerson(theirs.tenantId, "agent");
});
afterAll(() => database?.stop());
beforeEach(() => {
  signedIn.user = stranger;
});

describe("every action of a tenant", () => {
  const found = Promise.all(
    actionFiles
      .filter((file) => file.includes("[tenant]"))
      .map(async (file) => ({ file, actions: await load(file) })),
  );

  it("isn't found for a stranger or in a tenant that doesn't exist, and says without a session that there is none", async () => {
    let tried = 0;
    for (const { file, actions } of await found) {
      for (const [name, action] of Object.entries(actions)) {
        for (const [user, tenant] of [
          [stranger, slug],
          [undefined, slug],
          [stranger, "no-such-tenant"],
          [stranger, { toString: () => slug }],
        ]) {
          signedIn.user = user;
          const answer = await action(tenant, {});
          const code = user ? "not-found" : "signed-out";
          expect(answer, `${file} ${name}`).toMatchObject({ ok: false, problem: { code } });
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(40);
    expect(await audited()).toBe(0);
  });

  it("changes nothing for a viewer, who can only read", async () => {
    signedIn.user = viewer;
    for (const { file, actions } of await found) {
      for (const [name, action] of Object.entries(actions)) {
        const answer = await action(slug, {});
        expect(answer, `${file} ${name}`).toMatchObject({
          ok: false,
          problem: { code: expect.stringMatching(/^(not-permitted|input-invalid)$/) },
        });
      }
    }
    expect(await audited()).toBe(0);
  });
});

it("an agent finds no action of their tenant but the agent page's own", async () => {
  signedIn.user = agent;
  const own: string[] = [];
  for (const file of actionFiles.filter((each) => each.includes("[tenant]"))) {
    for (const [name, action] of Object.entries(await load(file))) {
      const answer = (await action(slug, {})) as { problem?: { code: string } };
      if (answer.problem?.code !== "not-found") own.push(file);
      else expect(file, name).not.toContain("(agent)");
    }
  }
  expect(new Set(own)).toEqual(new Set(["(agent)/[tenant]/agent/actions.ts"]));
});

it("every action across tenants isn't found for anyone but operators", async () => {
  const operatorFiles = actionFiles.filter((file) => /fleet|people/.test(file));
  expect(operatorFiles.length).toBeGreaterThan(0);
  for (const file of operatorFiles) {
    for (const [name, action] of Object.entries(await load(file))) {
      expect(await action({}), `${file} ${name}`).toMatchObject({ problem: { code: "not-found" } });
    }
  }
});

it("every route of a tenant, including streams, isn't found for a stranger, an agent, or without a session", async () => {
  expect(tenantRoutes.length).toBeGreaterThan(0);
  for (const file of tenantRoutes) {
    const anyId = "3f0c1c34-5b0a-4c0e-9d3a-000000000001";
    const names = [...file.matchAll(/\[(\w+)\]/g)].map((hit) => [hit[1], hit[1] === "tenant" ? slug : anyId]);
    for (const [method, handler] of Object.entries(await load(file))) {
      if (!/^[A-Z]+$/.test(method)) continue;
      for (const user of [stranger, agent, undefined]) {
        signedIn.user = user;
        const request = new Request("http://127.0.0.1/any", { method });
        const answer = await handler(request, { params: Promise.resolve(Object.fromEntries(names)) });
        expect((answer as Response).status, `${method} ${file}`).toBe(404);
      }
    }
  }
});

it("every action refuses a NUL, a lone surrogate, and a reserved name before it reads anything", async () => {
  signedIn.user = viewer;
  for (const file of actionFiles) {
    for (const [name, action] of Object.entries(await load(file))) {
      for (const unusable of ["a\0b", "\ud800", "__proto__", "constructor"]) {
        const input = { text: unusable };
        // Of a tenant, its address comes first.
        const answers = file.includes("[tenant]")
          ? [action(slug, input), action(unusable, {})]
          : [action(input), action(JSON.parse('{"__proto__":1}'))];
        for (const answer of await Promise.all(answers)) {
          expect(answer, `${file} ${name}`).toMatchObject({ ok: false, problem: { code: "input-unusable" } });
        }
      }
    }
  }
});

it("every route refuses them in its path and its parameters", async () => {
  signedIn.user = viewer;
  for (const file of tenantRoutes) {
    for (const [method, handler] of Object.entries(await load(file))) {
      if (!/^[A-Z]+$/.test(method)) continue;
      for (const [tenant, query] of [
        ["a\0b", ""],
        [slug, "?q=a%00b"],
        [slug, "?__proto__=1"],
      ]) {
        const request = new Request(`http://127.0.0.1/any${query}`, { method });
        const answer = await handler(request, { params: Promise.resolve({ tenant }) });
        expect((answer as Response).status, `${method} ${file}`).toBe(400);
      }
    }
  }
});

async function load(file: string): Promise<Record<string, (...input: unknown[]) => Promise<unknown>>> {
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path.join(root, file)).href);
  return Object.fromEntries(
    Object.entries(module as Record<string, unknown>).filter(([, value]) => typeof value === "function"),
  ) as Awaited<ReturnType<typeof load>>;
}

async function audited(): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM "AuditEvent"`;
  return (await runAsOwner<{ count: number }>(database.ownerUrl, sql))[0]?.count ?? 0;
}

async function newPerson(tenantId: TenantId, role: Role): Promise<SessionUser> {
  const { userId } = await newUser({ memberOf: [{ tenantId, role }] });
  return newSessionUser(userId);
}
