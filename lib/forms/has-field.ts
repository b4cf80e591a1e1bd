import type { SettingsField, SettingsGroup } from "./settings-field";

/** Whether a form asks for something of this kind: what nobody asks for needn't be read from the account. */
export function hasField(groups: readonly SettingsGroup[], kind: SettingsField["input"]["kind"]): boolean {
  return groups.some(({ fields }) => fields.some(({ input }) => input.kind === kind));
}
