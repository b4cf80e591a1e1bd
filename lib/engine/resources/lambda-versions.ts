import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  PublishVersionCommand,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
} from "@aws-sdk/client-lambda";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { ResourceContext } from "../resource";

/** Callers go through it: a new version is one move, and going back another. */
export const liveAlias = "live";
/** The live version and the four before it, for going back. */
const versionsKept = 5;

/** Makes a version of what was last written (the same one again when nothing changed) and moves the alias to it. */
export async function publish(context: ResourceContext, name: string): Promise<Record<string, string>> {
  const { lambda } = context.aws;
  const options = { abortSignal: context.signal };
  const published = await lambda.send(new PublishVersionCommand({ FunctionName: name }), options);
  const target = { FunctionName: name, Name: liveAlias, FunctionVersion: published.Version ?? "" };
  try {
    await lambda.send(new CreateAliasCommand(target), options);
  } catch (error) {
    if (!isAwsError(error, "ResourceConflictException")) throw error;
    // Weights would send a part of the calls to another version than this one.
    const RoutingConfig = { AdditionalVersionWeights: {} };
    await lambda.send(new UpdateAliasCommand({ ...target, RoutingConfig }), options);
  }
  // PublishVersion answers the version's ARN, which ends in its number.
  const arn = (published.FunctionArn ?? "").replace(/:\d+$/, "");
  await dropOldVersions(context, name, target.FunctionVersion);
  return { arn, name, aliasArn: `${arn}:${liveAlias}`, version: target.FunctionVersion };
}

/** Which other versions get a part of the alias's calls: "3: 50%". "" for none, and when there is no alias. */
export async function fetchAliasWeights(context: ResourceContext, name: string): Promise<string> {
  try {
    const command = new GetAliasCommand({ FunctionName: name, Name: liveAlias });
    const { RoutingConfig } = await context.aws.lambda.send(command, { abortSignal: context.signal });
    return Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {})
      .map(([version, weight]) => `${version}: ${Math.round(weight * 100)}%`)
      .join(", ");
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return "";
    throw error;
  }
}

/** Versions are numbered upwards and share the account's code storage: the live one stays, and those just before it. */
async function dropOldVersions(context: ResourceContext, name: string, live: string): Promise<void> {
  const { lambda } = context.aws;
  const options = { abortSignal: context.signal };
  const versions: string[] = [];
  for await (const page of paginateListVersionsByFunction({ client: lambda }, { FunctionName: name })) {
    versions.push(...(page.Versions ?? []).flatMap(({ Version }) => Version ?? []));
  }
  const numbered = versions.filter((version) => /^\d+$/.test(version) && version !== live);
  numbered.sort((a, b) => Number(b) - Number(a));
  for (const Qualifier of numbered.slice(versionsKept - 1)) {
    try {
      await lambda.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier }), options);
    } catch (error) {
      // An alias of someone's own still names it, or it is gone already.
      if (!isAwsError(error, "ResourceConflictException", "ResourceNotFoundException")) throw error;
    }
  }
}
