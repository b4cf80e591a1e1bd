import type { AnyResourceType } from "@/lib/deploy/resolve-props";
import { apiLogRole } from "@/lib/deploy/resources/api-log-role";
import { connectIntegrationAssociation } from "@/lib/deploy/resources/connect-integration-association";
import { connectLambdaAssociation } from "@/lib/deploy/resources/connect-lambda-association";
import { contactFlow } from "@/lib/deploy/resources/contact-flow";
import { dynamodbTable } from "@/lib/deploy/resources/dynamodb-table";
import { iamRole } from "@/lib/deploy/resources/iam-role";
import { lambdaFunction } from "@/lib/deploy/resources/lambda-function";
import { lambdaPermission } from "@/lib/deploy/resources/lambda-permission";
import { logGroup } from "@/lib/deploy/resources/log-group";
import { phoneNumberFlow } from "@/lib/deploy/resources/phone-number-flow";
import { restApi } from "@/lib/deploy/resources/rest-api";
import { voiceConnector } from "@/lib/deploy/resources/voice-connector";
import { ProblemError } from "@/lib/result";

/** A new resource type is one file and one line here. */
export const resourceTypes: readonly AnyResourceType[] = [
  apiLogRole,
  connectIntegrationAssociation,
  connectLambdaAssociation,
  contactFlow,
  dynamodbTable,
  iamRole,
  lambdaFunction,
  lambdaPermission,
  logGroup,
  phoneNumberFlow,
  restApi,
  voiceConnector,
];

const byKey = new Map(resourceTypes.map((each) => [each.type, each]));

export function findResourceType(key: string): AnyResourceType {
  const found = byKey.get(key);
  if (found === undefined) {
    throw new ProblemError({
      code: "resource-type-unknown",
      sentence: `This console knows no resource type "${key}"; nothing was changed.`,
      wayOut: "The deployment was made by a newer version of the console: use that one.",
    });
  }
  return found;
}
