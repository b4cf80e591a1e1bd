import type { z } from "zod";
import type { DesiredResource } from "@/lib/engine/resource";
import type { SettingsGroup } from "@/lib/forms/settings-field";
import type { Hop } from "@/lib/hops/hop";
import type { BypassWords } from "./bypass-words";
import type { CostModel } from "./cost-estimate";

/** What a blueprint may know when it says what it wants: facts of the connections, never their secrets. */
export interface BlueprintInput<Settings> {
  settings: Settings;
  /** Before every name, for accounts that hold several: "" or "acme-". */
  prefix: string;
  /** Of the AWS account and its Connect instance: all "" where the blueprint is `withoutAws`. */
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
  /** The flow (its ARN) to which another integration has this one's flow go on, instead of to its queue; absent: none. */
  handover?: string | undefined;
  /**
   * Where vendors may post to this integration over the internet: "https://console.example.com/api/hooks/<id>"; absent while
   * the console has no public address.
   */
  hookUrl?: string | undefined;
  /** The account that it is deployed into is the sandbox: vendors may be simulated ones. */
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
  /** About how long a person needs for it: minutes. */
  minutes: number;
  /** Its owner's page about it. */
  page?: GuidePage;
  /** What shows that it is done without anybody saying so. Absent: nothing does. */
  proof?: GuideStepProof;
  values: GuideValue[];
}

export interface GuidePage {
  /** Whose: "AWS". */
  owner: string;
  url: string;
}

/** Each that is given is enough by itself. */
export interface GuideStepProof {
  /** A call has been through all of these, which none comes through while the step is undone. */
  cables?: readonly Cable["id"][];
  /** A call has been the whole way. */
  wholeCall?: true;
  /** A check of the connection of this kind: { kind: "aws", id: "voice-transfer-quota" }. */
  check?: { kind: string; id: string };
}

export interface GuideValue {
  label: string;
  /** Ready to copy; undefined until the deployment has made it. A secret stays undefined: it is revealed by its name. */
  value: string | undefined;
  /** The name of an integration secret that we made for this form ("authToken"): shown on request, audited. */
  secret?: string;
  /** The value has a placeholder for such a secret: on request, whoever may see it gets the value with it, ready to paste. */
  fill?: { secret: string; placeholder: string };
  language?: "javascript" | "json" | "text";
  /** What to do or choose there, in a sentence: nobody copies it. */
  isInstruction?: true;
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
  /** Beside the call: a call has gone the whole way without it, and it may leave no trace. */
  isBeside?: true;
}

export interface GeneratedSecret {
  /** How many random bytes. */
  bytes: number;
  /** What it's called, where that isn't "token". */
  noun?: string;
  /** Where a person enters it, after "in": "every node of the bot". */
  enteredIn: string;
  /** What happens to whatever still sends the previous one when that is dropped. Absent: "those calls reach agents without metadata". */
  ifDropped?: string;
  /** Pure. Whether anything takes it with these settings. Absent: always. */
  isUsed?(settings: unknown): boolean;
  /** The console itself takes it, so that a new one counts at once. Absent: what is deployed takes it. */
  takenBy?: "console";
}

export interface CenterRoute {
  /** "+12065550188" */
  numbers: readonly string[];
  /** As people see it in the contact center. */
  flowName: string;
}

export interface Blueprint<Settings extends object> {
  kind: string;
  title: string;
  /** One sentence for the list of integrations. */
  description: string;
  /** Kinds of connection it needs besides the AWS account. */
  needs: readonly string[];
  /**
   * It needs no AWS account: the contact center is one of the vendors that it needs, and the account's facts in its input
   * are "". Absent: it is deployed into the tenant's AWS account, beside a Connect instance.
   */
  withoutAws?: true;
  /**
   * Of a contact center that isn't Amazon Connect: which of its numbers lead to which of its flows. A contact's trail is
   * compared with it.
   */
  centerRoute?(settings: Settings): CenterRoute;
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
  /** Of one whose callers can be sent past something else than a voice agent. */
  bypassWords?: BypassWords;
  /** What a month with it costs, to be reckoned beside its settings. */
  costs?: CostModel;
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
