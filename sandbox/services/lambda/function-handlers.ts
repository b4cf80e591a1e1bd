import type {
  CreateFunctionRequest,
  DeleteFunctionRequest,
  GetFunctionRequest,
  ListFunctionsRequest,
  ListTagsRequest,
  TagResourceRequest,
  UntagResourceRequest,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from "@aws-sdk/client-lambda";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import {
  checkEnvironment,
  checkHandler,
  checkMemory,
  checkRole,
  checkRuntime,
  checkTimeout,
  keepSettings,
} from "./check-settings";
import { endEnvironments } from "./environment-pool";
import { removeUnusedCode, storeCode } from "./function-code";
import {
  badParameter,
  checkRevision,
  checkSettled,
  conflict,
  describeFunction,
  type FunctionRecord,
  functionArn,
  functionOf,
  lambdaState,
  maxFunctions,
  newRevision,
} from "./function-store";
import { publishVersion } from "./version-handlers";

export const functionHandlers: Record<string, Handler> = {
  CreateFunction(input: Valid<CreateFunctionRequest>, { account, clock }: RequestContext) {
    const file = lambdaState(account);
    const { FunctionName: name } = input;
    if (!/^[a-zA-Z0-9-_]{1,64}$/.test(name)) throw badParameter(`Invalid function name: ${name}`);
    if (file.data.functions[name]) throw conflict(`Function already exist: ${name}`);
    if (Object.keys(file.data.functions).length >= maxFunctions)
      throw new ServiceError("CodeStorageExceededException", "Code storage limit exceeded.");
    const zip = input.Code.ZipFile;
    if (!zip) throw badParameter("Please provide a source for function code.");
    const [runtime, handler] = [checkRuntime(input.Runtime), checkHandler(input.Handler)];
    const [memoryMb, timeoutSeconds] = [
      checkMemory(input.MemorySize ?? 128),
      checkTimeout(input.Timeout ?? 3),
    ];
    const environment = checkEnvironment(input.Environment?.Variables);
    checkRole(account, input.Role);
    const now = clock.now();
    const record: FunctionRecord = {
      name,
      tags: input.Tags ?? {},
      latest: {
        version: "$LATEST",
        description: input.Description ?? "",
        runtime,
        handler,
        roleArn: input.Role,
        memoryMb,
        timeoutSeconds,
        environment,
        architecture: input.Architectures?.[0] ?? "x86_64",
        logFormat: input.LoggingConfig?.LogFormat ?? "Text",
        logGroup: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
        kept: keepSettings(input),
        ...storeCode(account, zip),
        lastModifiedAt: now,
        revisionId: newRevision(),
      },
      versions: {},
      nextVersion: 1,
      aliases: {},
      policies: {},
      activeAt: now + account.settling.functionUpdateMilliseconds,
      updatedAt: 0,
    };
    file.data.functions[name] = record;
    file.save();
    const published = input.Publish ? publishVersion(account, record, {}) : record.latest;
    return describeFunction(account, record, published);
  },

  GetFunction(input: Valid<GetFunctionRequest>, { account }: RequestContext) {
    const { record, version, qualifier } = functionOf(account, input.FunctionName, input.Qualifier);
    const { reservedConcurrency } = record;
    return {
      Configuration: describeFunction(account, record, version, qualifier),
      Code: { RepositoryType: "S3", Location: `${account.links.awsUrl}/_sandbox/no-download` },
      Tags: Object.keys(record.tags).length > 0 ? record.tags : undefined,
      Concurrency:
        reservedConcurrency === undefined ? undefined : { ReservedConcurrentExecutions: reservedConcurrency },
    };
  },

  GetFunctionConfiguration(input: Valid<GetFunctionRequest>, { account }: RequestContext) {
    const { record, version, qualifier } = functionOf(account, input.FunctionName, input.Qualifier);
    return describeFunction(account, record, version, qualifier);
  },

  ListFunctions(input: ListFunctionsRequest, { account }: RequestContext) {
    const page = paginate(Object.values(lambdaState(account).data.functions), (record) => record.name, {
      limit: Math.min(input.MaxItems ?? 50, 50),
      token: input.Marker,
      badToken: "InvalidParameterValueException",
    });
    return {
      Functions: page.items.map((record) => describeFunction(account, record, record.latest)),
      NextMarker: page.nextToken,
    };
  },

  UpdateFunctionCode(input: Valid<UpdateFunctionCodeRequest>, { account, clock }: RequestContext) {
    const { record } = functionOf(account, input.FunctionName);
    checkRevision(input.RevisionId, record.latest.revisionId);
    checkSettled(account, record);
    if (!input.ZipFile) throw badParameter("Please provide a source for function code.");
    const code = storeCode(account, input.ZipFile);
    if (input.DryRun)
      return { ...describeFunction(account, record, record.latest), CodeSha256: code.codeSha256 };
    Object.assign(record.latest, code, {
      architecture: input.Architectures?.[0] ?? record.latest.architecture,
    });
    touch(record, clock.now(), account.settling.functionUpdateMilliseconds);
    lambdaState(account).save();
    const published = input.Publish ? publishVersion(account, record, {}) : record.latest;
    endEnvironments(account, record.name, "$LATEST");
    removeUnusedCode(account);
    return describeFunction(account, record, published);
  },

  UpdateFunctionConfiguration(
    input: Valid<UpdateFunctionConfigurationRequest>,
    { account, clock }: RequestContext,
  ) {
    const { record } = functionOf(account, input.FunctionName);
    const { latest } = record;
    checkRevision(input.RevisionId, latest.revisionId);
    checkSettled(account, record);
    if (input.Role !== undefined) checkRole(account, input.Role);
    Object.assign(latest, {
      description: input.Description ?? latest.description,
      runtime: input.Runtime === undefined ? latest.runtime : checkRuntime(input.Runtime),
      handler: input.Handler === undefined ? latest.handler : checkHandler(input.Handler),
      roleArn: input.Role ?? latest.roleArn,
      memoryMb: checkMemory(input.MemorySize ?? latest.memoryMb),
      timeoutSeconds: checkTimeout(input.Timeout ?? latest.timeoutSeconds),
      environment: input.Environment ? checkEnvironment(input.Environment.Variables) : latest.environment,
      logFormat: input.LoggingConfig?.LogFormat ?? latest.logFormat,
      logGroup: input.LoggingConfig?.LogGroup ?? latest.logGroup,
      kept: keepSettings(input, latest.kept),
    });
    touch(record, clock.now(), account.settling.functionUpdateMilliseconds);
    lambdaState(account).save();
    endEnvironments(account, record.name, "$LATEST");
    return describeFunction(account, record, latest);
  },

  DeleteFunction(input: Valid<DeleteFunctionRequest>, { account }: RequestContext) {
    const { record, qualifier } = functionOf(account, input.FunctionName, input.Qualifier);
    const file = lambdaState(account);
    if (qualifier === undefined) delete file.data.functions[record.name];
    else {
      if (!record.versions[qualifier])
        throw badParameter("$LATEST version cannot be deleted without deleting the function.");
      const alias = Object.values(record.aliases).find(
        ({ functionVersion }) => functionVersion === qualifier,
      );
      if (alias)
        throw conflict(
          `Version was not able to be deleted, because it's referenced by the alias ${alias.name}`,
        );
      delete record.versions[qualifier];
      delete record.policies[qualifier];
    }
    file.save();
    endEnvironments(account, record.name, qualifier);
    removeUnusedCode(account);
    return {};
  },

  TagResource(input: Valid<TagResourceRequest>, { account }: RequestContext) {
    Object.assign(taggedFunction(account, input.Resource).tags, input.Tags);
    lambdaState(account).save();
    return {};
  },

  UntagResource(input: Valid<UntagResourceRequest>, { account }: RequestContext) {
    const { tags } = taggedFunction(account, input.Resource);
    for (const key of input.TagKeys) delete tags[key];
    lambdaState(account).save();
    return {};
  },

  ListTags: (input: Valid<ListTagsRequest>, { account }: RequestContext) => ({
    Tags: taggedFunction(account, input.Resource).tags,
  }),
};

/** Tags belong to a function as a whole: an ARN without a qualifier. */
function taggedFunction(account: RequestContext["account"], arn: string): FunctionRecord {
  const { record } = functionOf(account, arn);
  if (arn !== functionArn(account, record.name))
    throw badParameter(
      "Tags on function aliases and versions are not supported. Please specify a function ARN.",
    );
  return record;
}

function touch(record: FunctionRecord, now: number, updateMilliseconds: number): void {
  record.latest.lastModifiedAt = now;
  record.latest.revisionId = newRevision();
  record.updatedAt = now + updateMilliseconds;
}
