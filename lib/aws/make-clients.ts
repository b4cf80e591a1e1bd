import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { ChimeSDKVoiceClient } from "@aws-sdk/client-chime-sdk-voice";
import { CloudControlClient } from "@aws-sdk/client-cloudcontrol";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider, MiddlewareStack } from "@smithy/types";
import { allowSharedSignal } from "@/lib/aws/allow-shared-signal";
import { addChangeGate } from "@/lib/aws/change-gate";
import { checkAnswers } from "@/lib/aws/check-answers";
import type { AwsClients } from "@/lib/aws/clients";
import { neverRepeatCreates } from "@/lib/aws/lost-answer";
import { noteOperation } from "@/lib/aws/operation-of-error";

export interface ClientSettings {
  region: string;
  /** undefined: the SDK's default chain of this machine (only for assuming a role). */
  credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider | undefined;
  /** The sandbox's address; undefined: AWS itself, or what AWS_ENDPOINT_URL[_SERVICE] says (the SDK reads them). */
  endpoint: string | undefined;
}

const connectionTimeoutMs = 3_000;
/** Longest silence of a call; creating a function with its zip takes some seconds. */
const requestTimeoutMs = 20_000;
const maxSdkAttempts = 5;

/** Clients of every service that the console uses, with timeouts, adaptive retries and a shared connection pool. */
export function makeClients(settings: ClientSettings): AwsClients {
  const { region, endpoint } = settings;
  const shared = {
    region,
    ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
    retryMode: "adaptive",
    maxAttempts: maxSdkAttempts,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    }),
  };
  const clients = {
    apiGateway: new APIGatewayClient(shared),
    chimeVoice: new ChimeSDKVoiceClient(shared),
    cloudControl: new CloudControlClient(shared),
    connect: new ConnectClient(shared),
    dynamodb: new DynamoDBClient(shared),
    httpApi: new ApiGatewayV2Client(shared),
    iam: new IAMClient(shared),
    kms: new KMSClient(shared),
    lambda: new LambdaClient(shared),
    logs: new CloudWatchLogsClient(shared),
    serviceQuotas: new ServiceQuotasClient(shared),
    sts: new STSClient(shared),
  };
  neverRepeatCreates("apigateway", clients.apiGateway.middlewareStack);
  neverRepeatCreates("chime", clients.chimeVoice.middlewareStack);
  neverRepeatCreates("apigatewayv2", clients.httpApi.middlewareStack);
  prepare("apigateway", clients.apiGateway.middlewareStack);
  // As IAM and its errors call it.
  prepare("apigateway", clients.httpApi.middlewareStack);
  prepare("chime", clients.chimeVoice.middlewareStack);
  prepare("cloudformation", clients.cloudControl.middlewareStack);
  prepare("connect", clients.connect.middlewareStack);
  prepare("dynamodb", clients.dynamodb.middlewareStack);
  prepare("iam", clients.iam.middlewareStack);
  prepare("kms", clients.kms.middlewareStack);
  prepare("lambda", clients.lambda.middlewareStack);
  prepare("logs", clients.logs.middlewareStack);
  prepare("servicequotas", clients.serviceQuotas.middlewareStack);
  prepare("sts", clients.sts.middlewareStack);
  return {
    ...clients,
    apiInvokeUrl: (apiId, stage) =>
      endpoint === undefined
        ? `https://${apiId}.execute-api.${region}.amazonaws.com/${stage}`
        : `${endpoint.replace(/\/$/, "")}/execute-api/${apiId}/${stage}`,
    httpApiUrl: (apiId) =>
      endpoint === undefined
        ? `https://${apiId}.execute-api.${region}.amazonaws.com`
        : `${endpoint.replace(/\/$/, "")}/execute-api/${apiId}`,
  };
}

function prepare<Input extends object, Output extends object>(
  service: string,
  stack: MiddlewareStack<Input, Output>,
): void {
  noteFailures(service, stack);
  checkAnswers(stack);
  addChangeGate(stack);
}

/** Errors from this stack's client remember which operation failed. */
function noteFailures<Input extends object, Output extends object>(
  service: string,
  stack: MiddlewareStack<Input, Output>,
): void {
  stack.add(
    (next, context) => async (args) => {
      allowSharedSignal(context);
      try {
        return await next(args);
      } catch (error) {
        noteOperation(error, service, (context.commandName ?? "Command").replace(/Command$/, ""));
        throw error;
      }
    },
    { step: "initialize", name: "noteFailedOperation", priority: "high" },
  );
}
