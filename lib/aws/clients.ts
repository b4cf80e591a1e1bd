import type { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import type { ChimeSDKVoiceClient } from "@aws-sdk/client-chime-sdk-voice";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { ConnectClient } from "@aws-sdk/client-connect";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import type { STSClient } from "@aws-sdk/client-sts";

/** The SDK clients of one connection: one account, one region, one set of credentials. */
export interface AwsClients {
  apiGateway: APIGatewayClient;
  chimeVoice: ChimeSDKVoiceClient;
  connect: ConnectClient;
  dynamodb: DynamoDBClient;
  iam: IAMClient;
  lambda: LambdaClient;
  logs: CloudWatchLogsClient;
  serviceQuotas: ServiceQuotasClient;
  sts: STSClient;
  /** Where a deployed REST API answers: the account's own host, or the sandbox's path. */
  apiInvokeUrl(apiId: string, stage: string): string;
}
