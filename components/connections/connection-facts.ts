import { type AwsSettings, awsSettings } from "@/lib/aws/aws-settings";
import type { ConnectionView } from "@/lib/connections/store";
import { asappSettings } from "@/lib/vendors/asapp/connection-settings";
import { koreSettings } from "@/lib/vendors/kore/connection";

export interface Fact {
  label: string;
  value: string;
  /** An id or an address: compared letter by letter. */
  mono?: true;
}

const accessWords: Record<AwsSettings["access"]["kind"], string> = {
  sandbox: "the sandbox",
  role: "a role",
  keys: "access keys",
};

/** What is known of a connection without asking it, for everybody who may see the tenant. Never a secret. */
export function connectionFacts({ settings }: Pick<ConnectionView, "settings">): Fact[] {
  const aws = awsSettings.safeParse(settings);
  if (aws.success) return awsFacts(aws.data);
  const asapp = asappSettings.safeParse(settings);
  if (asapp.success) {
    const { host, apiId, simulated } = asapp.data;
    return [
      { label: "Host", value: simulated ? "the simulated ASAPP" : host },
      { label: "API id", value: apiId, mono: true },
    ];
  }
  const kore = koreSettings.safeParse(settings);
  if (!kore.success) return [];
  const { host, botId, clientId, voiceGatewayRegion, didNumber, koreSandbox } = kore.data;
  return [
    { label: "Host", value: koreSandbox ? "the simulated Kore" : host.replace("https://", "") },
    { label: "Bot id", value: botId, mono: true },
    { label: "Client id", value: clientId, mono: true },
    { label: "Voice Gateway", value: voiceGatewayRegion },
    { label: "DID number", value: didNumber, mono: true },
  ];
}

function awsFacts({ access, region, accountId, instanceAlias, instanceId }: AwsSettings): Fact[] {
  const facts: Fact[] = [
    { label: "Way in", value: accessWords[access.kind] },
    { label: "Region", value: region },
  ];
  if (access.kind === "role") facts.push({ label: "Deploy role", value: access.roleArn, mono: true });
  if (access.kind === "role" && access.readRoleArn) {
    facts.push({ label: "Read role", value: access.readRoleArn, mono: true });
  }
  if (access.kind === "keys") facts.push({ label: "Access key", value: access.accessKeyId, mono: true });
  if (accountId) facts.push({ label: "Account", value: accountId, mono: true });
  facts.push({ label: "Connect instance", value: instanceAlias ?? instanceId ?? "not chosen yet" });
  return facts;
}

/** The same in one line, for a list. */
export function connectionLine({ kind, settings }: Pick<ConnectionView, "kind" | "settings">): string {
  const wanted = kind === "aws" ? ["Region", "Account", "Connect instance"] : ["Bot id", "API id", "Host"];
  return connectionFacts({ settings })
    .filter(({ label }) => wanted.includes(label))
    .map(({ value }) => (value === "not chosen yet" ? "no Connect instance chosen" : value))
    .join(" · ");
}
