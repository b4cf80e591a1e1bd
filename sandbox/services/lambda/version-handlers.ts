import type {
  AliasRoutingConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetFunctionConcurrencyRequest,
  ListAliasesRequest,
  ListVersionsByFunctionRequest,
  PublishVersionRequest,
  PutFunctionConcurrencyRequest,
  UpdateAliasRequest,
} from "@aws-sdk/client-lambda";
import type { SandboxAccount } from "../../state/account";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import {
  type Alias,
  badParameter,
  checkRevision,
  checkSettled,
  conflict,
  describeFunction,
  type FunctionRecord,
  type FunctionVersion,
  functionArn,
  functionOf,
  lambdaState,
  newRevision,
} from "./function-store";

/** Beyond this, the oldest versions without an alias are deleted, so that the sandbox stays small. */
const maxVersions = 100;

/** Freezes `$LATEST` under the next number; without changes since the last one, returns that one again. */
export function publishVersion(
  account: SandboxAccount,
  record: FunctionRecord,
  { description }: { description?: string | undefined },
): FunctionVersion {
  const last = record.versions[String(record.nextVersion - 1)];
  if (last && describesSame(last, record.latest)) return last;
  const number = String(record.nextVersion);
  const version: FunctionVersion = {
    ...structuredClone(record.latest),
    version: number,
    description: description ?? record.latest.description,
    lastModifiedAt: account.clock.now(),
    revisionId: newRevision(),
  };
  record.versions[number] = version;
  record.nextVersion += 1;
  const inUse = new Set(Object.values(record.aliases).map((alias) => alias.functionVersion));
  const spare = Object.keys(record.versions)
    .filter((one) => one !== number && !inUse.has(one))
    .sort((one, other) => Number(one) - Number(other));
  for (const old of spare.slice(0, Math.max(0, Object.keys(record.versions).length - maxVersions)))
    delete record.versions[old];
  lambdaState(account).save();
  return version;
}

function describesSame(one: FunctionVersion, other: FunctionVersion): boolean {
  const comparable = ({ version, lastModifiedAt, revisionId, description, ...rest }: FunctionVersion) =>
    JSON.stringify(rest);
  return comparable(one) === comparable(other);
}

export const versionHandlers: Record<string, Handler> = {
  PublishVersion(input: Valid<PublishVersionRequest>, { account }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    checkRevision(input.RevisionId, record.latest.revisionId);
    checkSettled(account, record);
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== record.latest.codeSha256)
      throw badParameter(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${record.latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    return describeFunction(
      account,
      record,
      publishVersion(account, record, { description: input.Description }),
    );
  },

  ListVersionsByFunction(input: Valid<ListVersionsByFunctionRequest>, { account }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    const page = paginate(
      [record.latest, ...Object.values(record.versions)],
      ({ version }) => (version === "$LATEST" ? version : version.padStart(10, "0")),
      {
        limit: Math.min(input.MaxItems ?? 50, 50),
        token: input.Marker,
        badToken: "InvalidParameterValueException",
      },
    );
    return {
      Versions: page.items.map((version) => describeFunction(account, record, version, version.version)),
      NextMarker: page.nextToken,
    };
  },

  CreateAlias(input: Valid<CreateAliasRequest>, { account }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    const { Name: name, FunctionVersion: functionVersion } = input;
    if (!/^(?!^[0-9]+$)[a-zA-Z0-9-_]{1,128}$/.test(name)) throw badParameter(`Invalid alias name: ${name}`);
    if (record.aliases[name])
      throw conflict(`Alias already exists: ${functionArn(account, record.name, name)}`);
    checkVersion(account, record, functionVersion);
    const alias: Alias = {
      name,
      functionVersion,
      description: input.Description ?? "",
      weights: checkWeights(account, record, input.RoutingConfig),
      revisionId: newRevision(),
    };
    record.aliases[name] = alias;
    lambdaState(account).save();
    return describeAlias(account, record, alias);
  },

  GetAlias(input: Valid<DeleteAliasRequest>, { account }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    return describeAlias(account, record, aliasOf(account, record, input.Name));
  },

  UpdateAlias(input: Valid<UpdateAliasRequest>, { account }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    const alias = aliasOf(account, record, input.Name);
    checkRevision(input.RevisionId, alias.revisionId);
    const weights = checkWeights(account, record, input.RoutingConfig) ?? alias.weights;
    if (input.FunctionVersion !== undefined) checkVersion(account, record, input.FunctionVersion);
    const provisioned = record.provisioned?.[alias.name];
    // The ready environments run the old version.
    if (provisioned && (input.FunctionVersion ?? alias.functionVersion) !== alias.functionVersion)
      provisioned.changedAt = account.clock.now();
    alias.functionVersion = input.FunctionVersion ?? alias.functionVersion;
    alias.description = input.Description ?? alias.description;
    alias.weights = weights;
    alias.revisionId = newRevision();
    lambdaState(account).save();
    return describeAlias(account, record, alias);
  },

  DeleteAlias(input: Valid<DeleteAliasRequest>, { account }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    delete record.aliases[input.Name];
    delete record.policies[input.Name];
    delete record.provisioned?.[input.Name];
    lambdaState(account).save();
    return {};
  },

  ListAliases(input: Valid<ListAliasesRequest>, { account }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    const aliases = Object.values(record.aliases).filter(
      ({ functionVersion }) =>
        input.FunctionVersion === undefined || functionVersion === input.FunctionVersion,
    );
    const page = paginate(aliases, (alias) => alias.name, {
      limit: Math.min(input.MaxItems ?? 50, 50),
      token: input.Marker,
      badToken: "InvalidParameterValueException",
    });
    return {
      Aliases: page.items.map((alias) => describeAlias(account, record, alias)),
      NextMarker: page.nextToken,
    };
  },

  PutFunctionConcurrency(input: Valid<PutFunctionConcurrencyRequest>, { account }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    record.reservedConcurrency = input.ReservedConcurrentExecutions;
    lambdaState(account).save();
    return { ReservedConcurrentExecutions: record.reservedConcurrency };
  },

  GetFunctionConcurrency: (input: Valid<GetFunctionConcurrencyRequest>, { account }: RequestContext) => ({
    ReservedConcurrentExecutions: functionOf(account, input.FunctionName).record.reservedConcurrency,
  }),

  DeleteFunctionConcurrency(input: Valid<GetFunctionConcurrencyRequest>, { account }: RequestContext) {
    functionOf(account, input.FunctionName).record.reservedConcurrency = undefined;
    lambdaState(account).save();
    return {};
  },
};

function aliasOf(account: SandboxAccount, record: FunctionRecord, name: string): Alias {
  const alias = record.aliases[name];
  if (alias) return alias;
  const arn = functionArn(account, record.name, name);
  throw new ServiceError("ResourceNotFoundException", `Cannot find alias arn: ${arn}`, { Type: "User" });
}

function checkVersion(account: SandboxAccount, record: FunctionRecord, version: string): void {
  if (version === "$LATEST" || record.versions[version]) return;
  const arn = functionArn(account, record.name, version);
  throw new ServiceError("ResourceNotFoundException", `Function not found: ${arn}`, { Type: "User" });
}

function checkWeights(
  account: SandboxAccount,
  record: FunctionRecord,
  routing: AliasRoutingConfiguration | undefined,
): Record<string, number> | undefined {
  const weights = routing?.AdditionalVersionWeights;
  for (const [version, weight] of Object.entries(weights ?? {})) {
    checkVersion(account, record, version);
    if (weight < 0 || weight > 1) throw badParameter(`Invalid weight ${weight} of version ${version}`);
  }
  return weights;
}

function describeAlias(account: SandboxAccount, record: FunctionRecord, alias: Alias): object {
  return {
    AliasArn: functionArn(account, record.name, alias.name),
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    RoutingConfig:
      Object.keys(alias.weights ?? {}).length > 0 ? { AdditionalVersionWeights: alias.weights } : undefined,
    RevisionId: alias.revisionId,
  };
}
