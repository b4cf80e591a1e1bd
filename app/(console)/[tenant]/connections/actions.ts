"use server";

import { z } from "zod";
import { type ActionResult, defineAction, invalid } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsSettings, awsSettings } from "@/lib/aws/aws-settings";
import type { AnyConnectionKind } from "@/lib/connection-kinds/connection-kind";
import { needsNewSecret, settingsOfForm } from "@/lib/connection-kinds/settings-of-form";
import { externalIdOf } from "@/lib/connections/external-id";
import { findConnectionKind } from "@/lib/connections/registry";
import { connectSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { settleInstance } from "@/lib/connections/settle-instance";
import {
  type ConnectionView,
  getConnection,
  listConnectInstances,
  probeConnection,
  removeConnection,
  saveConnection,
} from "@/lib/connections/store";
import { fail } from "@/lib/kernel/result";

const name = z
  .string()
  .trim()
  .min(2, "Enter a name of at least two characters.")
  .max(80, "Use at most 80 letters.");

/** Stores a connection and asks the other side at once: what was stored stays, whatever it answers. */
export const save = defineAction({
  permission: "connection:write",
  input: z.object({
    id: z.uuid().optional(),
    kind: z.string(),
    name: z.string(),
    settings: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.string().max(500)),
  }),
  run: async (
    { tenantId, actor },
    { id, kind, secrets, ...given },
  ): Promise<ActionResult<{ id: string }>> => {
    const old = id ? await withTenant(tenantId, (db) => getConnection(db, id)) : undefined;
    const type = findConnectionKind(kind);
    if (!type) return fail(unknownKind);
    const settings = settingsOfForm(type, given.settings, old?.settings ?? {}, {
      externalId: externalIdOf(tenantId),
    });
    const checked = z.object({ name, settings: type.settings }).safeParse({ name: given.name, settings });
    if (!checked.success) return invalid(checked.error);
    const missing = missingSecret(type, checked.data.settings, old, secrets);
    if (missing) return { ...fail(secretMissing), fields: { [missing]: secretMissing.sentence } };
    const sandbox = sandboxSettings(kind, checked.data.settings);
    const settled = sandbox && (await settleInstance({ tenantId, settings: sandbox, secrets: {} }));
    if (settled?.ok === false) return settled;
    const wanted = { ...checked.data, ...(settled && { settings: settled.value }) };
    const saved = await withTenant(tenantId, (db) =>
      saveConnection(db, { id, kind, secrets, ...wanted, tenantId, actor }),
    );
    if (saved.ok && sandbox && !id) await connectSandboxVendors(tenantId, actor);
    if (saved.ok) await probeConnection(tenantId, saved.value.id, actor);
    return saved.ok || saved.problem.code !== "connection-name-taken"
      ? saved
      : { ...saved, fields: { name: `${saved.problem.sentence} ${saved.problem.wayOut}` } };
  },
});

/** The instance is looked up again: its ARN says whose it is, and that is not the browser's to say. */
export const chooseInstance = defineAction({
  permission: "connection:write",
  input: z.object({ id: z.uuid(), instanceId: z.string() }),
  run: async ({ tenantId, actor }, { id, instanceId }) => {
    const listed = await listConnectInstances(tenantId, id);
    if (!listed.ok) return listed;
    const instance = listed.value.find((each) => each.id === instanceId);
    const old = await withTenant(tenantId, (db) => getConnection(db, id));
    if (!instance || !old) return fail(instanceGone);
    const settings = {
      ...old.settings,
      accountId: instance.arn.split(":")[4],
      instanceId,
      instanceArn: instance.arn,
      instanceAlias: instance.alias,
    };
    const saved = await withTenant(tenantId, (db) =>
      saveConnection(db, { tenantId, actor, id, kind: "aws", name: old.name, settings }),
    );
    if (saved.ok) await probeConnection(tenantId, id, actor);
    return saved;
  },
});

export const probe = defineAction({
  permission: "connection:write",
  input: z.object({ id: z.uuid() }),
  run: ({ tenantId, actor }, { id }) => probeConnection(tenantId, id, actor),
});

export const remove = defineAction({
  permission: "connection:write",
  input: z.object({ id: z.uuid() }),
  run: ({ tenantId, actor }, { id }) =>
    withTenant(tenantId, (db) => removeConnection(db, { tenantId, actor, id })),
});

/** The settings, when they are to the tenant's sandbox: its instance is known before anybody chooses one. */
function sandboxSettings(kind: string, settings: object): AwsSettings | undefined {
  const read = kind === "aws" ? awsSettings.safeParse(settings) : undefined;
  return read?.success && read.data.access.kind === "sandbox" ? read.data : undefined;
}

function missingSecret(
  type: AnyConnectionKind,
  settings: object,
  old: ConnectionView | undefined,
  secrets: Record<string, string>,
): string | undefined {
  const isAnother = needsNewSecret(type, { ...settings }, old?.settings ?? {});
  return type
    .secretFields(settings)
    .find((field) => !secrets[field] && (isAnother || !old?.secretFields.includes(field)));
}

const unknownKind = {
  code: "connection-kind-unknown",
  sentence: "Unknown connection type.",
  wayOut: "Choose one from the list.",
};
const secretMissing = {
  code: "connection-secret-missing",
  sentence: "Enter a value. Nothing is stored for this host and account.",
  wayOut: "It's stored encrypted and never shown again.",
};
const instanceGone = {
  code: "instance-not-found",
  sentence: "This instance no longer exists in the account. Nothing was changed.",
  wayOut: "Reload the page and choose an instance from the list.",
};
