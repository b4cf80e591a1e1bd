import { expect } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openConnection, saveConnection } from "@/lib/connections/store";
import { newTenant, newUser } from "@/lib/testing/people";

/** A stored connection of a tenant of its own; `save` changes some of its settings. */
export async function newConnection(kind: string, settings: object, secrets: Record<string, string>) {
  const { tenantId } = await newTenant();
  const { userId, name } = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  const save = (changed: object, given: Record<string, string> = {}, id?: string) =>
    withTenant(tenantId, (db) =>
      saveConnection(db, {
        ...{ tenantId, actor: { userId, name }, id, kind, name: "Connection" },
        settings: { ...settings, ...changed },
        secrets: given,
      }),
    );
  const made = await save({}, secrets);
  if (!made.ok) throw new Error(made.problem.sentence);
  const { id } = made.value;
  return {
    tenantId,
    id,
    save: (changed: object, given?: Record<string, string>) => save(changed, given, id),
  };
}

/** The secret in this field is not sent where these changed settings lead, until it is entered again. */
export async function expectSecretAskedAgain(
  kind: string,
  settings: object,
  field: string,
  changed: object,
): Promise<void> {
  const { tenantId, id, save } = await newConnection(kind, settings, { [field]: "the-secret" });
  expect(await save(changed)).toMatchObject({
    ok: false,
    problem: { code: "connection-secret-again", sentence: expect.stringContaining(field) },
  });
  expect(await save(changed, { [field]: "" })).toMatchObject({ ok: false });
  expect(await openConnection(tenantId, id)).toMatchObject({ ok: true, value: { settings } });
  expect(await save(changed, { [field]: "another" })).toMatchObject({ ok: true });
  expect(await openConnection(tenantId, id)).toMatchObject({ value: { secrets: { [field]: "another" } } });
}
