import type {
  AssociateKmsKeyRequest,
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DescribeIndexPoliciesRequest,
  DescribeLogGroupsRequest,
  DisassociateKmsKeyRequest,
  ListTagsForResourceRequest,
  PutIndexPolicyRequest,
  PutLogGroupDeletionProtectionRequest,
  PutRetentionPolicyRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import type { SandboxAccount } from "../../state/account";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { createLogGroup, type LogGroup, logGroupArn, logsState } from "./log-store";

const retentionChoices = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const maxGroups = 1000;
const maxIndexFields = 20;

export const groupHandlers: Record<string, Handler> = {
  CreateLogGroup(input: Valid<CreateLogGroupRequest>, { account }: RequestContext) {
    const { groups } = logsState(account).data;
    const { logGroupName: name } = input;
    if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name))
      throw new ServiceError(
        "InvalidParameterException",
        `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
      );
    if (groups[name])
      throw new ServiceError("ResourceAlreadyExistsException", "The specified log group already exists");
    if (Object.keys(groups).length >= maxGroups)
      throw new ServiceError("LimitExceededException", "Resource limit exceeded.");
    const group = createLogGroup(account, name, input.tags);
    group.logGroupClass = input.logGroupClass;
    group.kmsKeyId = input.kmsKeyId;
    group.deletionProtection = input.deletionProtectionEnabled;
    logsState(account).save();
    return {};
  },

  AssociateKmsKey(input: Valid<AssociateKmsKeyRequest>, { account }: RequestContext) {
    groupOf(account, input.logGroupName ?? "").kmsKeyId = input.kmsKeyId;
    logsState(account).save();
    return {};
  },

  DisassociateKmsKey(input: Valid<DisassociateKmsKeyRequest>, { account }: RequestContext) {
    groupOf(account, input.logGroupName ?? "").kmsKeyId = undefined;
    logsState(account).save();
    return {};
  },

  PutLogGroupDeletionProtection(
    input: Valid<PutLogGroupDeletionProtectionRequest>,
    { account }: RequestContext,
  ) {
    const group = groupOfIdentifier(account, input.logGroupIdentifier);
    group.deletionProtection = input.deletionProtectionEnabled;
    logsState(account).save();
    return {};
  },

  DeleteLogGroup(input: Valid<DeleteLogGroupRequest>, { account }: RequestContext) {
    const file = logsState(account);
    const group = groupOf(account, input.logGroupName);
    if (group.deletionProtection)
      throw new ServiceError("ValidationException", "The log group is protected from deletion.", {}, 400);
    delete file.data.groups[group.name];
    file.save();
    return {};
  },

  DescribeLogGroups(input: DescribeLogGroupsRequest, { account }: RequestContext) {
    const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, limit = 50 } = input;
    if (prefix !== undefined && pattern !== undefined)
      throw new ServiceError(
        "InvalidParameterException",
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
      );
    const groups = Object.values(logsState(account).data.groups).filter(
      ({ name }) =>
        name.startsWith(prefix ?? "") && name.toLowerCase().includes((pattern ?? "").toLowerCase()),
    );
    const page = paginate(groups, (group) => group.name, {
      limit: Math.min(limit, 50),
      token: input.nextToken,
    });
    return { logGroups: page.items.map((group) => describeGroup(account, group)), nextToken: page.nextToken };
  },

  PutRetentionPolicy(input: Valid<PutRetentionPolicyRequest>, { account }: RequestContext) {
    const group = groupOf(account, input.logGroupName);
    if (!retentionChoices.includes(input.retentionInDays))
      throw new ServiceError(
        "InvalidParameterException",
        `1 validation error detected: Value '${input.retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${retentionChoices.join(", ")}]`,
      );
    group.retentionInDays = input.retentionInDays;
    logsState(account).save();
    return {};
  },

  DeleteRetentionPolicy(input: Valid<DeleteLogGroupRequest>, { account }: RequestContext) {
    groupOf(account, input.logGroupName).retentionInDays = undefined;
    logsState(account).save();
    return {};
  },

  TagResource(input: Valid<TagResourceRequest>, { account }: RequestContext) {
    Object.assign(groupOfArn(account, input.resourceArn).tags, input.tags);
    logsState(account).save();
    return {};
  },

  UntagResource(input: Valid<UntagResourceRequest>, { account }: RequestContext) {
    const { tags } = groupOfArn(account, input.resourceArn);
    for (const key of input.tagKeys) delete tags[key];
    logsState(account).save();
    return {};
  },

  ListTagsForResource: (input: Valid<ListTagsForResourceRequest>, { account }: RequestContext) => ({
    tags: groupOfArn(account, input.resourceArn).tags,
  }),

  PutIndexPolicy(input: Valid<PutIndexPolicyRequest>, { account, clock }: RequestContext) {
    const group = groupOfIdentifier(account, input.logGroupIdentifier);
    group.indexPolicy = { policyDocument: checkIndexPolicy(input.policyDocument), updatedAt: clock.now() };
    logsState(account).save();
    return { indexPolicy: describeIndexPolicy(account, group) };
  },

  DescribeIndexPolicies: (input: Valid<DescribeIndexPoliciesRequest>, { account }: RequestContext) => ({
    indexPolicies: input.logGroupIdentifiers
      .map((identifier) => groupOfIdentifier(account, identifier))
      .filter((group) => group.indexPolicy)
      .map((group) => describeIndexPolicy(account, group)),
  }),

  DeleteIndexPolicy(input: Valid<PutIndexPolicyRequest>, { account }: RequestContext) {
    groupOfIdentifier(account, input.logGroupIdentifier).indexPolicy = undefined;
    logsState(account).save();
    return {};
  },
};

export function groupOf(account: SandboxAccount, name: string): LogGroup {
  const group = logsState(account).data.groups[name];
  if (!group) throw new ServiceError("ResourceNotFoundException", "The specified log group does not exist.");
  return group;
}

/** A name, or an ARN without the `:*` that DescribeLogGroups appends. */
export function groupOfIdentifier(account: SandboxAccount, identifier: string): LogGroup {
  return identifier.startsWith("arn:") ? groupOfArn(account, identifier) : groupOf(account, identifier);
}

function groupOfArn(account: SandboxAccount, arn: string): LogGroup {
  const prefix = logGroupArn(account, "");
  if (!arn.startsWith(prefix))
    throw new ServiceError("ResourceNotFoundException", "The specified resource does not exist.");
  return groupOf(account, arn.slice(prefix.length));
}

function describeGroup(account: SandboxAccount, group: LogGroup): object {
  const arn = logGroupArn(account, group.name);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    retentionInDays: group.retentionInDays,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: group.logGroupClass ?? "STANDARD",
    kmsKeyId: group.kmsKeyId,
    deletionProtectionEnabled: group.deletionProtection ?? false,
    storedBytes: 0,
  };
}

function describeIndexPolicy(account: SandboxAccount, { name, indexPolicy }: LogGroup): object {
  return {
    logGroupIdentifier: logGroupArn(account, name),
    lastUpdateTime: indexPolicy?.updatedAt,
    policyDocument: indexPolicy?.policyDocument,
    policyName: "log-group-level-field-index-policy",
    source: "LOG_GROUP",
  };
}

function checkIndexPolicy(text: string): string {
  const bad = (why: string) => new ServiceError("InvalidParameterException", `Invalid index policy: ${why}`);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw bad("it is not JSON.");
  }
  const fields =
    typeof document === "object" && document !== null && "Fields" in document ? document.Fields : [];
  if (!Array.isArray(fields) || fields.length === 0 || fields.some((field) => typeof field !== "string"))
    throw bad("Fields must be a list of names.");
  if (fields.length > maxIndexFields) throw bad(`at most ${maxIndexFields} fields.`);
  return text;
}
