"use server";

import { z } from "zod";
import { type ActionResult, defineAction, invalid } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsSettings, awsSettings } from "@/lib/aws/aws-settings";
import type { AnyConnectionKind } from "@/lib/connection-kinds/connection-kind";
import { needsNewSecret, settingsOfForm } from "@/lib/connection-kinds/settings-of-form";
import { externalIdOf } from "@/lib/connections/external-id";
import { findConnectionKind } from "@/lib/connections/registry";
import { connectSandboxVendors, isInSandbox, sandboxVendorOf } from "@/lib/connections/sandbox-vendors";
import { isSavedSince } from "@/lib/connections/saved-since";
import { settleInstance } from "@/lib/connections/settle-instance";
import {
  type ConnectionView,
  listConnectInstances,
  loadConnection,
  probeConnection,
  removeConnection,
  saveConnection,
} from "@/lib/connections/store";
import { checkInput } from "@/lib/kernel/field-faults";
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
    /** A vendor's simulated twin in the tenant's own sandbox, or the real one; absent where there is no choice. */
    isSandbox: z.boolean().optional(),
    /** Of a stored one: what the form showed before it was changed. What others have saved since isn't overwritten. */
    basedOn: z
      .object({
        name: z.string(),
        settings: z.record(z.string(), z.unknown()),
        isSandbox: z.boolean().optional(),
      })
      .optional(),
  }),
  run: async (
    { tenantId, actor },
    { id, kind, isSandbox, basedOn, ...given },
  ): Promise<ActionResult<{ id: string }>> => {
    const old = id ? await withTenant(tenantId, (db) => loadConnection(db, id)) : undefined;
    const type = findConnectionKind(kind);
    if (!type) return fail(unknownKind);
    const tenant = { externalId: externalIdOf(tenantId) };
    if (old && basedOn && isSavedSince(type, old, basedOn, tenant)) return fail(savedSince);
    const twin = isSandbox ? await sandboxVendorOf(tenantId, kind) : undefined;
    if (isSandbox && !twin) return fail(noTwin);
    const secrets = twin?.secrets ?? given.secrets;
    // What the sandbox said of its own holds for nothing else.
    const leaves = isSandbox === false && old !== undefined && isInSandbox(old);
    const settings =
      twin?.settings ?? settingsOfForm(type, given.settings, leaves ? {} : (old?.settings ?? {}), tenant);
    const schema = z.object({ name, settings: type.settings });
    const checked = checkInput(schema, { name: given.name, settings });
    // Asked for together: one round of corrections is enough.
    const missing = missingSecrets(type, checked.ok ? checked.value.settings : settings, old, secrets);
    if (!checked.ok) return invalid({ ...checked.fields, ...missing });
    if (Object.keys(missing).length > 0) return { ...fail(secretMissing), fields: missing };
    const sandbox = sandboxSettings(kind, checked.value.settings);
    const settled = sandbox && (await settleInstance({ tenantId, settings: sandbox, secrets: {} }));
    if (settled?.ok === false) return settled;
    const wanted = { ...checked.value, ...(settled && { settings: settled.value }) };
    const saved = await withTenant(tenantId, (db) =>
      saveConnection(db, { id, kind, secrets, ...wanted, tenantId, actor, madeOf: old?.savedAt }),
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
    // Before the list: an instance of the account that it named isn't put on the one that it names by now.
    const old = await withTenant(tenantId, (db) => loadConnection(db, id));
    const listed = await listConnectInstances(tenantId, id);
    if (!listed.ok) return listed;
    const instance = listed.value.find((each) => each.id === instanceId);
    if (!instance || !old) return fail(instanceGone);
    const settings = {
      ...old.settings,
      accountId: instance.arn.split(":")[4],
      instanceId,
      instanceArn: instance.arn,
      instanceAlias: instance.alias,
    };
    const saved = await withTenant(tenantId, (db) =>
      saveConnection(db, { tenantId, actor, id, kind: "aws", name: old.name, settings, madeOf: old.savedAt }),
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

/** A fault for each secret that is needed and neither given nor stored for this host and account. */
function missingSecrets(
  type: AnyConnectionKind,
  settings: object,
  old: ConnectionView | undefined,
  secrets: Record<string, string>,
): Record<string, string> {
  const isAnother = needsNewSecret(type, { ...settings }, old?.settings ?? {});
  const isOther = (field: string) =>
    type.pairs?.some(
      ({ setting, secret }) => secret === field && Reflect.get(settings, setting) !== old?.settings[setting],
    ) === true;
  return Object.fromEntries(
    type
      .secretFields(settings)
      .filter(
        (field) => !secrets[field] && (isAnother || isOther(field) || !old?.secretFields.includes(field)),
      )
      .map((field) => [field, old ? secretMissing.sentence : "Enter a value."]),
  );
}

const unknownKind = {
  code: "connection-kind-unknown",
  sentence: "Unknown connection type.",
  wayOut: "Choose one from the list.",
};
const savedSince = {
  code: "connection-saved-since",
  sentence: "Other settings were saved after you opened this page. Yours weren't saved.",
  wayOut: "Reload the page to see them, and make your changes again.",
};
const noTwin = {
  code: "sandbox-vendor-missing",
  sentence: "The sandbox has no account of this type for this tenant. Nothing was saved.",
  wayOut: "Restart the sandbox, or connect the real account.",
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
