import type { z } from "zod";
import type { DesiredResource } from "@/lib/engine/resource";
import type { SettingsGroup } from "@/lib/forms/settings-field";
import type { Hop } from "@/lib/hops/hop";

/** What a blueprint may know when it says what it wants: facts of the connections, never their secrets. */
export interface BlueprintInput<Settings> {
  settings: Settings;
  /** Before every name, for accounts that hold several: "" or "acme-". */
  prefix: string;
  accountId: string;
  region: string;
  instanceId: string;
  instanceArn: string;
  instanceAlias: string;
  /** Non-secret settings of the vendor connection, by its kind: { acme: { host, botId } }. */
  vendors: Record<string, Record<string, unknown>>;
  /** Names of the secrets that the integration has, never their values: ["authToken"], and "authTokenPrevious" after a rotation. */
  secretNames?: readonly string[];
  /** Outputs of what is deployed: { api: { url }, connector: { arn } }; {} before the first deployment. */
  outputs: Record<string, Record<string, string>>;
  /** Callers go past the voice agent, straight to the queue. */
  bypassed: boolean;
  /** The account is the sandbox: vendors may be simulated ones. */
  isSandbox: boolean;
}

/** One thing that a person does in a vendor's console, with the exact values of this tenant. */
export interface GuideStep {
  /** Row of the guides' ledger: "KM-22". */
  row: string;
  /** Where: "Contact Center AI › Flows & Channels › Start flow". */
  screen: string;
  title: string;
  /** Why, or what to look out for. One or two sentences. */
  note?: string;
  /** A screen of this console where it is done: under the integration's own address. */
  here?: "watch";
  values: GuideValue[];
}

export interface GuideValue {
  label: string;
  /** Ready to copy; undefined until the deployment has made it. A secret stays undefined: it is revealed by its name. */
  value: string | undefined;
  /** The name of an integration secret that we made for this form ("authToken"): shown on request, audited. */
  secret?: string;
  language?: "javascript" | "json" | "text";
}

/** A system in the patch bay's picture, and a cable between two. State comes from what was last proven. */
export interface Jack {
  id: string;
  title: string;
  detail: string;
  lane: "call" | "metadata" | "assist";
}
export interface Cable {
  id: Hop | `${Hop}:${string}`;
  hop: Hop;
  from: string;
  to: string;
  label: string;
}

export interface GeneratedSecret {
  /** How many random bytes. */
  bytes: number;
  /** Where a person enters it, after "in": "every node of the bot". */
  enteredIn: string;
}

export interface Blueprint<Settings extends object> {
  kind: string;
  title: string;
  /** One sentence for the list of integrations. */
  description: string;
  /** Kinds of connection it needs besides the AWS account. */
  needs: readonly string[];
  settings: z.ZodType<Settings>;
  /** The form for the settings, group by group. */
  fields: readonly SettingsGroup[];
  defaults(input: Omit<BlueprintInput<undefined>, "settings">): Partial<Settings>;
  /** Secrets that Patchbay generates for it, by name. */
  generatedSecrets: Record<string, GeneratedSecret>;
  desired(input: BlueprintInput<Settings>): DesiredResource[];
  guide(input: BlueprintInput<Settings>): GuideStep[];
  picture(input: BlueprintInput<Settings>): { jacks: Jack[]; cables: Cable[] };
  /** Lambda functions whose logs belong to a contact's trail: their deployed names. */
  lambdaNames(input: BlueprintInput<Settings>): string[];
  /** Ledger rows that it covers. */
  ledgerRows: readonly string[];
}

/** A blueprint whose own settings are forgotten: `settings.parse` gives them back before anything else is asked of it. */
export type AnyBlueprint = Blueprint<object>;

export function defineBlueprint<Settings extends object>(
  blueprint: Blueprint<Settings>,
): Blueprint<Settings> {
  return blueprint;
}
