import { type Stage, UpdateStageCommand } from "@aws-sdk/client-api-gateway";
import { z } from "zod";
import type { ResourceContext } from "../resource";

/** Where a stage writes a line for each request, and what. The account's log role must be set before. */
export const accessLogProps = z.object({ logGroupArn: z.string(), format: z.string() });
export type AccessLogProps = z.infer<typeof accessLogProps>;

export function accessLogOf(stage: Stage | undefined): AccessLogProps | undefined {
  const { destinationArn, format } = stage?.accessLogSettings ?? {};
  if (destinationArn === undefined) return undefined;
  return { logGroupArn: withoutStar(destinationArn), format: format ?? "" };
}

/** The name in a log group's ARN: "/aws/apigateway/callMetadata". */
export function logGroupOfArn(arn: string): string {
  return /:log-group:(.+)$/.exec(withoutStar(arn))?.[1] ?? "";
}

/** Settings of a stage are live at once: no deployment is needed. */
export async function writeAccessLog(
  { aws, signal }: ResourceContext,
  ids: { restApiId: string; stageName: string },
  want: AccessLogProps | undefined,
): Promise<void> {
  const patchOperations =
    want === undefined
      ? [{ op: "remove" as const, path: "/accessLogSettings" }]
      : [
          { op: "replace" as const, path: "/accessLogSettings/destinationArn", value: want.logGroupArn },
          { op: "replace" as const, path: "/accessLogSettings/format", value: want.format },
        ];
  await aws.apiGateway.send(new UpdateStageCommand({ ...ids, patchOperations }), { abortSignal: signal });
}

function withoutStar(arn: string): string {
  return arn.replace(/:\*$/, "");
}
