import type { AwsSettings } from "@/lib/aws/aws-settings";
import type { ConnectionKind, Fact, RawSettings } from "@/lib/connection-kinds/connection-kind";

const accessWords: Record<AwsSettings["access"]["kind"], string> = {
  sandbox: "Sandbox",
  role: "IAM role",
  keys: "Access keys",
};

/** What the form of an AWS account shows, and what the console alone says of one. */
export const awsForm: Pick<
  ConnectionKind<AwsSettings>,
  "form" | "facts" | "ownFields" | "keepsOwnFields" | "complete" | "secretBelongsTo"
> = {
  // Its fields depend on each other and on the account: they have a component of their own.
  form: { name: "AWS account", settings: { access: { kind: "role" }, region: "us-east-1" }, groups: [] },
  facts({ access, region, accountId, instanceAlias, instanceId }) {
    const facts: Fact[] = [
      { label: "Access", value: accessWords[access.kind] },
      { label: "Region", value: region, inLine: region },
    ];
    if (access.kind === "role") facts.push({ label: "Deploy role", value: access.roleArn, mono: true });
    if (access.kind === "role" && access.readRoleArn) {
      facts.push({ label: "Read role", value: access.readRoleArn, mono: true });
    }
    if (access.kind === "keys") facts.push({ label: "Access key", value: access.accessKeyId, mono: true });
    if (accountId) facts.push({ label: "Account", value: accountId, mono: true, inLine: accountId });
    const instance = instanceAlias ?? instanceId;
    facts.push({
      label: "Connect instance",
      value: instance ?? "not chosen yet",
      inLine: instance ?? "no Connect instance chosen",
    });
    return facts;
  },
  ownFields: ["accountId", "instanceId", "instanceArn", "instanceAlias"],
  /** An instance is in one region of one account; a role's ARN names its account. */
  keepsOwnFields(given, stored) {
    const wayIn = ({ access }: RawSettings) =>
      isSettings(access) ? `${access.kind} ${String(access.roleArn ?? "").split(":")[4] ?? ""}` : "";
    return stored.region === given.region && wayIn(given) === wayIn(stored);
  },
  /** An external id comes from the console, so that no tenant can name another's. */
  complete(given, stored, { externalId }) {
    const access = isSettings(given.access) ? given.access : undefined;
    if (access?.kind !== "role") return given;
    return { ...given, access: { ...access, externalId: storedExternalId(stored) ?? externalId } };
  },
  secretBelongsTo: ({ access }) => [isSettings(access) ? access.accessKeyId : undefined],
};

/** The one that roles already ask for, once a connection was stored with it. */
export function storedExternalId({ access }: RawSettings): string | undefined {
  const id = isSettings(access) ? access.externalId : undefined;
  return typeof id === "string" ? id : undefined;
}

function isSettings(value: unknown): value is RawSettings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
