import type { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import type { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import type { ChimeSDKVoiceClient } from "@aws-sdk/client-chime-sdk-voice";
import type { CloudControlClient } from "@aws-sdk/client-cloudcontrol";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { ConnectClient } from "@aws-sdk/client-connect";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import type { STSClient } from "@aws-sdk/client-sts";

/** The SDK clients of one connection: one account, one region, one set of credentials. */
export interface AwsClients {
  apiGateway: APIGatewayClient;
  chimeVoice: ChimeSDKVoiceClient;
  cloudControl: CloudControlClient;
  connect: ConnectClient;
  dynamodb: DynamoDBClient;
  /** HTTP APIs: API Gateway's second version, under the same IAM actions. */
  httpApi: ApiGatewayV2Client;
  iam: IAMClient;
  kms: KMSClient;
  lambda: LambdaClient;
  logs: CloudWatchLogsClient;
  serviceQuotas: ServiceQuotasClient;
  sts: STSClient;
  /** Where a deployed REST API answers: the account's own host, or the sandbox's path. */
  apiInvokeUrl(apiId: string, stage: string): string;
  /** The same for an HTTP API, whose default stage has no name in the path. */
  httpApiUrl(apiId: string): string;
}
