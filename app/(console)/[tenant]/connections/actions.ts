"use server";

import { z } from "zod";
import { defineAction, invalid } from "@/lib/action";
import { externalIdOf } from "@/lib/connections/external-id";
import { findConnectionKind } from "@/lib/connections/registry";
import { getConnection, probeConnection, removeConnection, saveConnection } from "@/lib/connections/store";
import { withTenant } from "@/lib/tenant/scope";

const fields = z.record(z.string(), z.unknown());

/** Stores a connection. What only the console may set (an external id, the simulated Kore) does not come from the form. */
export const save = defineAction({
  permission: "connection:write",
  input: z.object({
    id: z.uuid().optional(),
    kind: z.string(),
    name: z.string().trim().min(2, "Give it a name of at least two letters.").max(80),
    settings: fields,
    secrets: z.record(z.string(), z.string().max(500)),
  }),
  run: async ({ tenantId, actor }, input) => {
    const id = input.id;
    const old = id ? await withTenant(tenantId, (db) => getConnection(db, id)) : undefined;
    const settings = ownSettings(input.settings, old?.settings ?? {}, externalIdOf(tenantId));
    const checked = findConnectionKind(input.kind)?.settings.safeParse(settings);
    if (checked?.error) return invalid(checked.error);
    return withTenant(tenantId, (db) => saveConnection(db, { ...input, settings, tenantId, actor }));
  },
});

export const chooseInstance = defineAction({
  permission: "connection:write",
  input: z.object({
    id: z.uuid(),
    instanceId: z.string(),
    instanceArn: z.string(),
    instanceAlias: z.string(),
  }),
  run: async ({ tenantId, actor }, { id, ...instance }) => {
    const old = await withTenant(tenantId, (db) => getConnection(db, id));
    return withTenant(tenantId, (db) =>
      saveConnection(db, {
        tenantId,
        actor,
        id,
        kind: "aws",
        name: old?.name ?? "",
        settings: { ...old?.settings, ...instance },
      }),
    );
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

type Settings = Record<string, unknown>;

function ownSettings(given: Settings, old: Settings, externalId: string): Settings {
  const { koreSandbox: _notTheirs, ...settings } = given;
  const access = isSettings(given.access) ? given.access : undefined;
  const oldAccess = isSettings(old.access) ? old.access : undefined;
  if (access?.kind === "role") {
    const { externalId: _typed, ...role } = access;
    settings.access = { ...role, externalId: oldAccess?.externalId ?? externalId };
  }
  return old.koreSandbox === true ? { ...settings, koreSandbox: true } : settings;
}

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
