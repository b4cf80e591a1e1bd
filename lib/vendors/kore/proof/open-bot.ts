import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { VendorConnection } from "@/lib/trail/trail-source";
import type { KoreBot } from "../ask-kore";
import { koreSettings } from "../connection-settings";

/** The bot of a stored connection, with its secret. */
export async function openBot(connection: VendorConnection | undefined): Promise<Result<KoreBot>> {
  const opened = await connection?.open();
  if (!opened) return fail(withoutConnection);
  if (!opened.ok) return opened;
  const settings = koreSettings.safeParse(opened.value.settings);
  return settings.success
    ? succeed({ settings: settings.data, clientSecret: opened.value.secrets.clientSecret ?? "" })
    : fail(withoutConnection);
}

const withoutConnection: Problem = {
  code: "kore-unconnected",
  sentence: "The integration has no complete connection to a Kore bot.",
  wayOut: "Complete the Kore connection, and check again.",
};
