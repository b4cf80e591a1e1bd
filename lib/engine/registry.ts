import type { AnyResourceType } from "./resolve-props";
import { apiLogRole } from "./resources/api-log-role";
import { approvedOrigin } from "./resources/approved-origin";
import { claimedNumber } from "./resources/claimed-number";
import { connectIntegrationAssociation } from "./resources/connect-integration-association";
import { connectLambdaAssociation } from "./resources/connect-lambda-association";
import { contactFlow } from "./resources/contact-flow";
import { dynamodbTable } from "./resources/dynamodb-table";
import { flowHandover } from "./resources/flow-handover";
import { httpApi } from "./resources/http-api";
import { iamRole } from "./resources/iam-role";
import { instanceAttribute } from "./resources/instance-attribute";
import { instanceMediaStreams } from "./resources/instance-media-streams";
import { kvsReaderRole } from "./resources/kvs-reader-role";
import { lambdaFunction } from "./resources/lambda-function";
import { lambdaPermission } from "./resources/lambda-permission";
import { logGroup } from "./resources/log-group";
import { phoneNumberFlow } from "./resources/phone-number-flow";
import { restApi } from "./resources/rest-api";
import { securityProfileApplication } from "./resources/security-profile-application";
import { voiceConnector } from "./resources/voice-connector";
import { workspaceApplication } from "./resources/workspace-application";

/**
 * AWS's: a new one is one file and one line here. What also knows the vendors' asks lib/vendors/resource-types.ts.
 */
export const resourceTypes: readonly AnyResourceType[] = [
  apiLogRole,
  approvedOrigin,
  claimedNumber,
  connectIntegrationAssociation,
  connectLambdaAssociation,
  contactFlow,
  dynamodbTable,
  httpApi,
  flowHandover,
  iamRole,
  instanceAttribute,
  instanceMediaStreams,
  kvsReaderRole,
  lambdaFunction,
  lambdaPermission,
  logGroup,
  phoneNumberFlow,
  restApi,
  securityProfileApplication,
  voiceConnector,
  workspaceApplication,
];
