import { randomUUID } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import { ServiceError } from "../../wire/service";

/** Code and configuration of `$LATEST` or of one published version. */
export interface FunctionVersion {
  version: string;
  description: string;
  runtime: string;
  handler: string;
  roleArn: string;
  memoryMb: number;
  timeoutSeconds: number;
  environment: Record<string, string>;
  architecture: string;
  logFormat: "Text" | "JSON";
  logGroup: string;
  /** Settings that the sandbox stores and returns, without effect on a run. */
  kept?: KeptSettings;
  /** Base64 of the zip's SHA-256. */
  codeSha256: string;
  codeBytes: number;
  lastModifiedAt: number;
  revisionId: string;
}

/** Absent: Lambda's default. */
export interface KeptSettings {
  layers?: string[] | undefined;
  tracing?: string | undefined;
  deadLetterArn?: string | undefined;
  subnetIds?: string[] | undefined;
  securityGroupIds?: string[] | undefined;
  ephemeralStorageMb?: number | undefined;
  fileSystems?: { arn: string; localMountPath: string }[] | undefined;
  kmsKeyArn?: string | undefined;
  snapStart?: string | undefined;
}

export interface Alias {
  name: string;
  functionVersion: string;
  description: string;
  /** Other versions' shares of the calls, 0 to 1; stored and returned: the sandbox calls the alias's own version. */
  weights?: Record<string, number> | undefined;
  revisionId: string;
}

export interface PolicyStatement {
  Sid: string;
  Effect: "Allow";
  Principal: { Service: string } | { AWS: string } | "*";
  Action: string;
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

export interface FunctionRecord {
  name: string;
  tags: Record<string, string>;
  latest: FunctionVersion;
  versions: Record<string, FunctionVersion>;
  /** Numbers are never reused, not even after a version was deleted. */
  nextVersion: number;
  aliases: Record<string, Alias>;
  /** Resource policies by qualifier; "" is the function itself. */
  policies: Record<string, { statements: PolicyStatement[]; revisionId: string }>;
  /** Until then its state is Pending. */
  activeAt: number;
  /** Until then LastUpdateStatus is InProgress. */
  updatedAt: number;
  reservedConcurrency?: number | undefined;
  /** By alias or version number. */
  provisioned?: Record<string, ProvisionedConcurrency>;
}

export interface ProvisionedConcurrency {
  requested: number;
  changedAt: number;
}

export interface LambdaState {
  functions: Record<string, FunctionRecord>;
}

export const maxFunctions = 500;

export function lambdaState(account: SandboxAccount): StateFile<LambdaState> {
  return account.state.service("lambda", () => ({ functions: {} }));
}

export function functionArn(account: SandboxAccount, name: string, qualifier?: string): string {
  const arn = `arn:aws:lambda:${account.region}:${account.accountId}:function:${name}`;
  return qualifier ? `${arn}:${qualifier}` : arn;
}

export interface FunctionReference {
  name: string;
  qualifier?: string | undefined;
}

/** A name, a partial or a whole ARN, each with or without a qualifier. undefined when it is none of these, or another account's. */
export function readFunctionReference(account: SandboxAccount, text: string): FunctionReference | undefined {
  const match =
    /^(?:arn:aws:lambda:([a-z0-9-]+):)?(?:(\d{12}):)?(?:function:)?([A-Za-z0-9-_]{1,140})(?::(\$LATEST|[A-Za-z0-9-_]+))?$/.exec(
      text,
    );
  const [, region, accountId, name = "", qualifier] = match ?? [];
  if (!match) return undefined;
  if ((region ?? account.region) !== account.region) return undefined;
  if ((accountId ?? account.accountId) !== account.accountId) return undefined;
  return { name, qualifier };
}

export interface FoundFunction {
  record: FunctionRecord;
  /** As asked for: alias, number, `$LATEST`, or undefined. */
  qualifier: string | undefined;
  version: FunctionVersion;
}

/** The function and the version that a reference resolves to; undefined when there is none. */
export function findFunction(
  account: SandboxAccount,
  text: string,
  otherQualifier?: string,
): FoundFunction | undefined {
  const reference = readFunctionReference(account, text);
  const record = reference && lambdaState(account).data.functions[reference.name];
  if (!record) return undefined;
  const qualifier = reference.qualifier ?? otherQualifier;
  const version = versionOf(record, qualifier);
  return version && { record, qualifier, version };
}

function versionOf(record: FunctionRecord, qualifier: string | undefined): FunctionVersion | undefined {
  if (qualifier === undefined || qualifier === "$LATEST") return record.latest;
  const alias = record.aliases[qualifier];
  const number = alias ? alias.functionVersion : qualifier;
  return number === "$LATEST" ? record.latest : record.versions[number];
}

/** Like findFunction, but throws Lambda's errors. */
export function functionOf(account: SandboxAccount, text: string, otherQualifier?: string): FoundFunction {
  const reference = readFunctionReference(account, text);
  if (!reference)
    throw new ServiceError(
      "ValidationException",
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
      {},
      400,
    );
  const found = findFunction(account, text, otherQualifier);
  if (found) return found;
  const arn = functionArn(account, reference.name, reference.qualifier ?? otherQualifier);
  throw new ServiceError("ResourceNotFoundException", `Function not found: ${arn}`, { Type: "User" });
}

/** Refuses a change based on a revision that is no longer the latest. */
export function checkRevision(given: string | undefined, current: string): void {
  if (given !== undefined && given !== current)
    throw new ServiceError(
      "PreconditionFailedException",
      "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
      { Type: "User" },
    );
}

/** Refuses a change while another one is in progress (409). */
export function checkSettled(account: SandboxAccount, record: FunctionRecord): void {
  const now = account.clock.now();
  if (now < record.activeAt)
    throw conflict(
      "The operation cannot be performed at this time. The function is currently in the following state: Pending",
    );
  if (now < record.updatedAt)
    throw conflict(
      `The operation cannot be performed at this time. An update is in progress for resource: ${functionArn(account, record.name)}`,
    );
}

export function conflict(message: string): ServiceError {
  return new ServiceError("ResourceConflictException", message, { Type: "User" });
}

export function badParameter(message: string): ServiceError {
  return new ServiceError("InvalidParameterValueException", message, { Type: "User" });
}

export function newRevision(): string {
  return randomUUID();
}

/** GetFunctionConfiguration's answer. */
export function describeFunction(
  account: SandboxAccount,
  record: FunctionRecord,
  version: FunctionVersion,
  qualifier?: string,
): object {
  const now = account.clock.now();
  const { kept = {} } = version;
  const isLatest = version.version === "$LATEST";
  const pending = isLatest && now < record.activeAt;
  const updating = isLatest && !pending && now < record.updatedAt;
  const variables =
    Object.keys(version.environment).length > 0 ? { Variables: version.environment } : undefined;
  return {
    FunctionName: record.name,
    FunctionArn: functionArn(account, record.name, qualifier ?? (isLatest ? undefined : version.version)),
    Runtime: version.runtime,
    Role: version.roleArn,
    Handler: version.handler,
    CodeSize: version.codeBytes,
    Description: version.description,
    Timeout: version.timeoutSeconds,
    MemorySize: version.memoryMb,
    LastModified: new Date(version.lastModifiedAt).toISOString().replace("Z", "+0000"),
    CodeSha256: version.codeSha256,
    Version: version.version,
    Environment: variables,
    TracingConfig: { Mode: kept.tracing ?? "PassThrough" },
    Layers: kept.layers?.map((Arn) => ({ Arn, CodeSize: 0 })),
    DeadLetterConfig: kept.deadLetterArn === undefined ? undefined : { TargetArn: kept.deadLetterArn },
    VpcConfig:
      kept.subnetIds === undefined
        ? undefined
        : { SubnetIds: kept.subnetIds, SecurityGroupIds: kept.securityGroupIds ?? [], VpcId: "vpc-sandbox" },
    FileSystemConfigs: kept.fileSystems?.map(({ arn, localMountPath }) => ({
      Arn: arn,
      LocalMountPath: localMountPath,
    })),
    KMSKeyArn: kept.kmsKeyArn,
    RevisionId: version.revisionId,
    State: pending ? "Pending" : "Active",
    StateReason: pending ? "The function is being created." : undefined,
    StateReasonCode: pending ? "Creating" : undefined,
    LastUpdateStatus: updating ? "InProgress" : "Successful",
    LastUpdateStatusReason: updating ? "The function is being created." : undefined,
    LastUpdateStatusReasonCode: updating ? "Creating" : undefined,
    PackageType: "Zip",
    Architectures: [version.architecture],
    EphemeralStorage: { Size: kept.ephemeralStorageMb ?? 512 },
    SnapStart: { ApplyOn: kept.snapStart ?? "None", OptimizationStatus: "Off" },
    LoggingConfig: { LogFormat: version.logFormat, LogGroup: version.logGroup },
  };
}
