import { DeleteFunctionCommand, paginateListVersionsByFunction } from "@aws-sdk/client-lambda";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { ResourceContext } from "@/lib/deploy/resource";

/** The live version and the four before it, for going back. */
const VERSIONS_KEPT = 5;

/** Versions are numbered upwards and share the account's code storage: the live one stays, and those just before it. */
export async function dropOldVersions(context: ResourceContext, name: string, live: string): Promise<void> {
  const { lambda } = context.aws;
  const options = { abortSignal: context.signal };
  const versions: string[] = [];
  for await (const page of paginateListVersionsByFunction({ client: lambda }, { FunctionName: name })) {
    versions.push(...(page.Versions ?? []).flatMap(({ Version }) => Version ?? []));
  }
  const numbered = versions.filter((version) => /^\d+$/.test(version) && version !== live);
  numbered.sort((a, b) => Number(b) - Number(a));
  for (const Qualifier of numbered.slice(VERSIONS_KEPT - 1)) {
    try {
      await lambda.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier }), options);
    } catch (error) {
      // An alias of somebody's own still names it, or it is gone already.
      if (!isAwsError(error, "ResourceConflictException", "ResourceNotFoundException")) throw error;
    }
  }
}
