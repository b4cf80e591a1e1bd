import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { VendorConnection } from "@/lib/trail/trail-source";
import { otherTarget, type PublicationTarget } from "../../guide-publication";
import type { KoreBot } from "../ask-kore";
import { type KoreSettings, koreSettings } from "../connection-settings";
import { adminScopesScreen } from "../scopes";

/**
 * The bot as the Admin Console's app asks for it: the same host and bot, with that app's credentials. undefined where the
 * connection has none. Only publishing and its state are asked for with it.
 */
export function adminAppOf(
  settings: KoreSettings,
  { adminClientSecret }: { adminClientSecret?: string | undefined },
): KoreBot | undefined {
  const { adminClientId } = settings;
  return adminClientId && adminClientSecret
    ? { settings: { ...settings, clientId: adminClientId }, clientSecret: adminClientSecret }
    : undefined;
}

/** The same of a stored connection, as long as its bot is still the one that is meant. */
export async function openAdminAppOf(
  connection: VendorConnection | undefined,
  target: PublicationTarget,
): Promise<Result<KoreBot>> {
  const admin = await openAdminApp(connection);
  return admin.ok && admin.value.settings.botId !== target.id ? fail(otherBot(target)) : admin;
}

/** The same of a stored connection. */
export async function openAdminApp(connection: VendorConnection | undefined): Promise<Result<KoreBot>> {
  const opened = await connection?.open();
  if (!opened) return fail(withoutAdminApp);
  if (!opened.ok) return opened;
  const settings = koreSettings.safeParse(opened.value.settings);
  const admin = settings.success ? adminAppOf(settings.data, opened.value.secrets) : undefined;
  return admin ? succeed(admin) : fail(withoutAdminApp);
}

function otherBot({ name }: PublicationTarget): Problem {
  return {
    code: otherTarget,
    sentence: `The Kore connection leads to another bot now, so Patchbay can't read what became of “${name}”.`,
    wayOut: `Look in Kore whether “${name}” was published, or set the connection to that bot again.`,
  };
}

export const withoutAdminApp: Problem = {
  code: "kore-no-admin-app",
  sentence: "The Kore connection has no Admin Console app, and only such an app may publish.",
  wayOut: `Create one in Kore's Admin Console under ${adminScopesScreen} with the scopes of Bot Publish, and add it to the Kore connection. Or publish the bot in Kore.`,
};
