import type { AnyConnectionKind } from "@/lib/connection-kinds/connection-kind";
import { settingsOfForm } from "@/lib/connection-kinds/settings-of-form";
import { isInSandbox } from "@/lib/connections/sandbox-vendors";
import type { ConnectionView } from "@/lib/connections/store";
import { isSame } from "@/lib/forms/settings-paths";

/** What a form showed before a person changed it, as it was typed or read. */
export interface FormBase {
  name: string;
  settings: Record<string, unknown>;
  isSandbox?: boolean | undefined;
}

/**
 * Whether somebody else has saved a connection since the form was made: saving the form again would not leave it as it is. What
 * the form doesn't show, such as the chosen instance, and another way to write the same host don't count. Pure.
 */
export function isSavedSince(
  type: AnyConnectionKind,
  stored: Pick<ConnectionView, "kind" | "name" | "settings">,
  base: FormBase,
  tenant: { externalId: string },
): boolean {
  if (base.name.trim() !== stored.name) return true;
  const isStoredInSandbox = isInSandbox(stored);
  // What a simulated vendor is connected with isn't in the form.
  if (base.isSandbox !== undefined && (base.isSandbox || isStoredInSandbox)) {
    return base.isSandbox !== isStoredInSandbox;
  }
  const again = settingsOfForm(type, base.settings, stored.settings, tenant);
  return !isSame(normal(type, again), normal(type, stored.settings));
}

/** As they would be stored. */
function normal(type: AnyConnectionKind, settings: Record<string, unknown>): unknown {
  const parsed = type.settings.safeParse(settings);
  return parsed.success ? parsed.data : settings;
}
