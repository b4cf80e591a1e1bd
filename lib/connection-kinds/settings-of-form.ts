import type { AnyConnectionKind, RawSettings } from "./connection-kind";

type OwnFields = Pick<AnyConnectionKind, "ownFields" | "keepsOwnFields" | "complete">;

/** The settings to store, from what a form sent and what was stored before ({} for a new connection). */
export function settingsOfForm(
  kind: OwnFields,
  given: RawSettings,
  stored: RawSettings,
  tenant: { externalId: string },
): RawSettings {
  const settings: RawSettings = { ...given };
  const keeps = kind.keepsOwnFields?.(given, stored) ?? true;
  for (const field of kind.ownFields) {
    delete settings[field];
    if (keeps && stored[field] !== undefined) settings[field] = stored[field];
  }
  return kind.complete?.(settings, stored, tenant) ?? settings;
}

/** Whether the stored secrets are those of another account or host than these settings'. */
export function needsNewSecret(
  kind: Pick<AnyConnectionKind, "secretBelongsTo">,
  settings: RawSettings,
  stored: RawSettings,
): boolean {
  return JSON.stringify(kind.secretBelongsTo(settings)) !== JSON.stringify(kind.secretBelongsTo(stored));
}
