import { ProblemError } from "@/lib/kernel/result";
import type { AnyResourceType } from "./resolve-props";
import { apiLogRole } from "./resources/api-log-role";
import { connectIntegrationAssociation } from "./resources/connect-integration-association";
import { connectLambdaAssociation } from "./resources/connect-lambda-association";
import { contactFlow } from "./resources/contact-flow";
import { dynamodbTable } from "./resources/dynamodb-table";
import { iamRole } from "./resources/iam-role";
import { lambdaFunction } from "./resources/lambda-function";
import { lambdaPermission } from "./resources/lambda-permission";
import { logGroup } from "./resources/log-group";
import { phoneNumberFlow } from "./resources/phone-number-flow";
import { restApi } from "./resources/rest-api";
import { voiceConnector } from "./resources/voice-connector";

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
      sentence: `Unknown resource type "${key}". Nothing was changed.`,
      wayOut: "The deployment was created by a newer version of Patchbay. Use that version.",
    });
  }
  return found;
}
