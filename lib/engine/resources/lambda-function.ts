import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  type GetFunctionCommandOutput,
  paginateListFunctions,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { waitUntil } from "@/lib/kernel/wait-until";
import { arnPrefix } from "../arn";
import { compareFields, difference } from "../compare";
import { departs, departuresOf } from "../declared-fields";
import { canonicalJson } from "../fingerprint";
import { readLambdaZip } from "../lambda-artifacts";
import { ownershipOf, tagsOf } from "../ownership";
import { defineResource, type ResourceContext } from "../resource";
import { readEach } from "../unsearched";
import { describeConfiguration, lambdaFields, resetsOf } from "./lambda-fields";
import { fetchForeignStatements, removeStatement } from "./lambda-policy";
import {
  fetchProvisioned,
  provisionedActions,
  provisionedCharge,
  writeProvisioned,
} from "./lambda-provisioned";
import { requireTags } from "./lambda-tags";
import { fetchAliasWeights, liveAlias, publish } from "./lambda-versions";

const functionProps = z.object({
  name: z.string(),
  /** A folder of lambdas/. */
  artifact: z.string(),
  /** base64, as Lambda tells it. */
  codeSha256: z.string(),
  runtime: z.string(),
  handler: z.string(),
  roleArn: z.string(),
  memoryMb: z.number().int(),
  timeoutSeconds: z.number().int(),
  environment: z.record(z.string(), z.string()),
  /** Environments kept warm behind the alias; absent: none of our business. */
  provisionedConcurrency: z.number().int().min(0).optional(),
  /** What callers get, when that isn't what was last written: a version behind, or none. Never wanted. */
  liveBehind: z.string().optional(),
});
type FunctionProps = z.infer<typeof functionProps>;

/** A role just made is refused by Lambda for some seconds. */
const roleTimeoutSeconds = 60;
const readyTimeoutSeconds = 120;
/** Lambda's default; a function keeps it unless it is told otherwise. */
const ownArchitecture = "x86_64" as const;
/** The first pause between two looks; the SDK makes the next ones longer. */
const waitDelaySeconds = 0.25;

export const lambdaFunction = defineResource({
  type: "lambda-function",
  title: "Lambda function",
  props: functionProps,
  fields: lambdaFields,
  secretPaths: ({ environment }) =>
    Object.keys(environment)
      .filter((key) => /TOKEN|SECRET|PASSWORD|KEY/i.test(key))
      .map((key) => `environment.${key}`),
  iamActions: [
    "iam:PassRole",
    "lambda:CreateAlias",
    "lambda:CreateFunction",
    "lambda:DeleteFunction",
    "lambda:DeleteFunctionConcurrency",
    "lambda:GetAlias",
    "lambda:GetFunction",
    "lambda:GetPolicy",
    "lambda:ListFunctions",
    "lambda:ListVersionsByFunction",
    "lambda:PublishVersion",
    "lambda:RemovePermission",
    "lambda:TagResource",
    "lambda:UpdateAlias",
    "lambda:UpdateFunctionCode",
    "lambda:UpdateFunctionConfiguration",
    ...provisionedActions,
  ],
  name: ({ name }) => name,
  summary: ({ runtime, memoryMb, timeoutSeconds, provisionedConcurrency = 0 }) =>
    `${runtime}, ${memoryMb} MB, ${timeoutSeconds} s, alias ${liveAlias}${provisionedConcurrency > 0 ? `, ${provisionedConcurrency} kept warm` : ""}`,
  charge: ({ provisionedConcurrency = 0 }) =>
    `Lambda charges for each invocation of this function and for its run time.${provisionedConcurrency > 0 ? ` ${provisionedCharge}` : ""}`,
  chargeOfChange: (want, have) =>
    (want.provisionedConcurrency ?? 0) > (have.provisionedConcurrency ?? 0) ? provisionedCharge : undefined,
  usualSeconds: 10,
  // The role, then the function; a change waits for the one before it, for its code and for its settings.
  longestWaitSeconds: roleTimeoutSeconds + 3 * readyTimeoutSeconds,
  predict: (context, { name }) => {
    const arn = `${arnPrefix(context, "lambda")}function:${name}`;
    return { arn, name, aliasArn: `${arn}:${liveAlias}` };
  },

  async observe(context, { name, artifact, provisionedConcurrency }) {
    const newest = await fetchFunction(context, name);
    if (newest?.Configuration === undefined) return undefined;
    const [live, weights, statements, kept] = await Promise.all([
      fetchFunction(context, name, liveAlias),
      fetchAliasWeights(context, name),
      fetchForeignStatements(context, name, liveAlias),
      provisionedConcurrency === undefined
        ? {}
        : fetchProvisioned(context, aliasOf(name)).then((count) => ({ provisionedConcurrency: count })),
    ]);
    const state = describe(newest.Configuration, artifact);
    const liveBehind = whatIsBehind(newest.Configuration, live?.Configuration, artifact);
    const arn = newest.Configuration.FunctionArn ?? "";
    return {
      state: { ...state, name, ...kept, ...(liveBehind === undefined ? {} : { liveBehind }) },
      outputs: {
        arn,
        name,
        ...(live === undefined
          ? {}
          : { aliasArn: `${arn}:${liveAlias}`, version: live.Configuration?.Version ?? "" }),
      },
      ownership: ownershipOf(newest.Tags, context.owner),
      departures: departuresOf(lambdaFields, {
        ...describeConfiguration(newest.Configuration),
        reservedConcurrency: newest.Concurrency?.ReservedConcurrentExecutions,
        "alias.weights": weights,
        "policy.public": statements.public.map(({ statementId }) => statementId).join(", "),
        "policy.others": statements.others.join("; "),
      }),
    };
  },

  async listOwned(context, nearby) {
    const names: string[] = [];
    for await (const page of paginateListFunctions(
      { client: context.aws.lambda },
      {},
      { abortSignal: context.signal },
    )) {
      names.push(...(page.Functions ?? []).map((each) => each.FunctionName ?? "").filter(nearby.isSuspect));
    }
    const read = (name: string) => fetchFunction(context, name);
    const functions = await readEach(names, nearby, (name) => name, read);
    return functions.flatMap((each) => {
      if (each.Configuration === undefined || ownershipOf(each.Tags, context.owner).kind !== "ours")
        return [];
      const props = describe(each.Configuration, "");
      const { name } = props;
      const outputs = { arn: each.Configuration.FunctionArn ?? "", name };
      return [{ name, props: { ...props, environment: {} }, outputs }];
    });
  },

  compare: (want, have) => {
    const { liveBehind, ...rest } = have;
    const { liveBehind: _, ...wanted } = want;
    const behind =
      liveBehind === undefined ? [] : [difference("alias live", liveBehind, "the latest version")];
    // What someone else put into the environment may be a secret of theirs: it is named and not shown.
    const fields = compareFields(wanted, rest).map((each) =>
      each.path.startsWith("environment.") && each.after === undefined
        ? { path: each.path, secret: true }
        : each,
    );
    return [...fields, ...behind];
  },

  async ensure(context, want, have) {
    const { lambda } = context.aws;
    const options = { abortSignal: context.signal };
    if (have === undefined) {
      await createFunction(context, want);
    } else {
      const arn = have.outputs.arn ?? "";
      if (have.ownership.kind !== "ours") {
        await lambda.send(new TagResourceCommand({ Resource: arn, Tags: tagsOf(context.owner) }), options);
      }
      // An earlier try may have made it just now, or an earlier change may still be going on: both refuse a change.
      await untilActive(context, want.name);
      await untilUpdated(context, want.name);
      await closePolicy(context, want.name, have.departures);
      if (departs(have.departures, "reservedConcurrency")) {
        await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: want.name }), options);
      }
      if (have.state.codeSha256 !== want.codeSha256 || departs(have.departures, "architecture")) {
        const code = {
          ZipFile: readLambdaZip(want.artifact, want.codeSha256),
          Architectures: [ownArchitecture],
        };
        await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: want.name, ...code }), options);
        await untilUpdated(context, want.name);
      }
      // Neither is part of a function's configuration.
      const { liveBehind: _, provisionedConcurrency: __, ...state } = have.state;
      const configured = {
        ...state,
        codeSha256: want.codeSha256,
        provisionedConcurrency: want.provisionedConcurrency,
      };
      const resets = resetsOf(want.name, have.departures);
      if (compareFields(want, configured).length > 0 || Object.keys(resets).length > 0) {
        const configuration = { ...configurationOf(want), ...resets };
        await withRoleReady(context, () =>
          lambda.send(new UpdateFunctionConfigurationCommand(configuration), options),
        );
        await untilUpdated(context, want.name);
      }
    }
    const outputs = await publish(context, want.name);
    const { provisionedConcurrency: kept = 0 } = have?.state ?? {};
    if (want.provisionedConcurrency !== undefined && want.provisionedConcurrency !== kept) {
      await writeProvisioned(context, aliasOf(want.name), want.provisionedConcurrency);
    }
    return outputs;
  },

  async remove(context, { name }) {
    try {
      const command = new DeleteFunctionCommand({ FunctionName: name });
      await context.aws.lambda.send(command, { abortSignal: context.signal });
    } catch (error) {
      if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    }
  },
});

/** Statements that let anyone call: taken away before anything else. */
async function closePolicy(
  context: ResourceContext,
  functionName: string,
  departures: readonly FieldDifference[] | undefined,
): Promise<void> {
  if (!departs(departures, "policy.public")) return;
  const { public: open } = await fetchForeignStatements(context, functionName, liveAlias);
  for (const each of open) await removeStatement(context, { functionName, ...each });
}

const aliasOf = (name: string) => ({ FunctionName: name, Qualifier: liveAlias });

async function fetchFunction(
  context: ResourceContext,
  name: string,
  qualifier?: string,
): Promise<GetFunctionCommandOutput | undefined> {
  try {
    const command = new GetFunctionCommand({ FunctionName: name, Qualifier: qualifier });
    return requireTags(await context.aws.lambda.send(command, { abortSignal: context.signal }));
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

function describe(configuration: FunctionConfiguration, artifact: string): FunctionProps {
  return {
    name: configuration.FunctionName ?? "",
    artifact,
    codeSha256: configuration.CodeSha256 ?? "",
    runtime: configuration.Runtime ?? "",
    handler: configuration.Handler ?? "",
    roleArn: configuration.Role ?? "",
    memoryMb: configuration.MemorySize ?? 0,
    timeoutSeconds: configuration.Timeout ?? 0,
    environment: configuration.Environment?.Variables ?? {},
  };
}

function whatIsBehind(
  newest: FunctionConfiguration,
  live: FunctionConfiguration | undefined,
  artifact: string,
): string | undefined {
  if (live === undefined) return "missing";
  // A version keeps the description that it was published with, and that has no effect.
  const whole = (each: FunctionConfiguration) =>
    canonicalJson({ ...describe(each, artifact), ...describeConfiguration(each), description: "" });
  const isSame = whole(live) === whole(newest);
  return isSame ? undefined : `version ${live.Version ?? "?"}`;
}

function configurationOf(want: FunctionProps) {
  return {
    FunctionName: want.name,
    Runtime: want.runtime as FunctionConfiguration["Runtime"],
    Handler: want.handler,
    Role: want.roleArn,
    MemorySize: want.memoryMb,
    Timeout: want.timeoutSeconds,
    Environment: { Variables: want.environment },
  };
}

async function createFunction(context: ResourceContext, want: FunctionProps): Promise<void> {
  const command = new CreateFunctionCommand({
    ...configurationOf(want),
    Code: { ZipFile: readLambdaZip(want.artifact, want.codeSha256) },
    Tags: tagsOf(context.owner),
  });
  await withRoleReady(context, () => context.aws.lambda.send(command, { abortSignal: context.signal }));
  await untilActive(context, want.name);
}

async function untilActive(context: ResourceContext, name: string): Promise<void> {
  await waitUntilFunctionActiveV2(
    {
      client: context.aws.lambda,
      maxWaitTime: readyTimeoutSeconds,
      minDelay: waitDelaySeconds,
      abortSignal: context.signal,
    },
    { FunctionName: name },
  );
}

async function untilUpdated(context: ResourceContext, name: string): Promise<void> {
  await waitUntilFunctionUpdatedV2(
    {
      client: context.aws.lambda,
      maxWaitTime: readyTimeoutSeconds,
      minDelay: waitDelaySeconds,
      abortSignal: context.signal,
    },
    { FunctionName: name },
  );
}

/** Repeats while Lambda says that it can't take a role which was only just made. */
async function withRoleReady(context: ResourceContext, send: () => Promise<unknown>): Promise<void> {
  let last: unknown;
  const wait = {
    what: "Lambda to accept the new role",
    timeoutSeconds: roleTimeoutSeconds,
    signal: context.signal,
  };
  try {
    await waitUntil(wait, async () => {
      try {
        await send();
        return true;
      } catch (error) {
        last = error;
        const isRoleTooNew =
          isAwsError(error, "InvalidParameterValueException") &&
          /cannot be assumed by Lambda/i.test(error.message);
        if (isRoleTooNew) return undefined;
        throw error;
      }
    });
  } catch (error) {
    // Time up: Lambda's own words say more than ours.
    throw context.signal.aborted ? error : (last ?? error);
  }
}
