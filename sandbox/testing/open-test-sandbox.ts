import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { ChimeSDKVoiceClient } from "@aws-sdk/client-chime-sdk-voice";
import { CloudControlClient } from "@aws-sdk/client-cloudcontrol";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { STSClient } from "@aws-sdk/client-sts";
import { type RunningSandbox, startSandboxServer } from "../start-sandbox";
import type { AccountOptions } from "../state/account";
import { tellSandbox, testControlKey } from "./tell-sandbox";

export interface TestKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export const rootKeys: TestKeys = {
  accessKeyId: "AKIATESTROOT00000000",
  secretAccessKey: "test-root-secret",
};

export interface SandboxUnderTest extends RunningSandbox {
  folder: string;
  /** Real SDK clients with these keys; the main user's when absent. */
  clients(keys?: TestKeys): ReturnType<typeof makeClients>;
  /** Stops it and starts a new one with the same data. */
  restart(): Promise<SandboxUnderTest>;
  /** `PUT /_sandbox/faults` and the like. */
  control(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown }>;
}

/** The AWS account of the sandbox in this process, on a free port, with its data in a temporary folder. */
export async function openTestSandbox(options: Partial<AccountOptions> = {}): Promise<SandboxUnderTest> {
  const folder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "sandbox-test-")));
  const running = await startSandboxServer({
    settling: { rolePropagationMilliseconds: 0, functionUpdateMilliseconds: 0 },
    controlKey: testControlKey,
    ...rootKeys,
    ...options,
    dataFolder: folder,
  });
  return {
    ...running,
    folder,
    // The SDK writes into the credentials that it is given.
    clients: (keys = rootKeys) => makeClients(running.awsUrl, { ...keys }),
    async restart() {
      await running.stop();
      return openTestSandbox({ ...options, dataFolder: folder });
    },
    async control(method, path, body, headers) {
      const response = await tellSandbox(running.awsUrl + path, method, body, { headers });
      return { status: response.status, body: await response.json() };
    },
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function makeClients(endpoint: string, credentials: TestKeys) {
  // One attempt: tests check the errors themselves.
  const config = { endpoint, credentials, region: "us-east-1", maxAttempts: 1 };
  return {
    apiGateway: new APIGatewayClient(config),
    httpApis: new ApiGatewayV2Client(config),
    cloudControl: new CloudControlClient(config),
    chimeVoice: new ChimeSDKVoiceClient(config),
    connect: new ConnectClient(config),
    dynamodb: new DynamoDBClient(config),
    iam: new IAMClient(config),
    kinesisVideo: new KinesisVideoClient(config),
    kms: new KMSClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    serviceQuotas: new ServiceQuotasClient(config),
    sts: new STSClient(config),
  };
}

/** The error of an SDK call: its name, status, and message; undefined when it succeeded. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string } | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name: error.name, status: $metadata?.httpStatusCode, message: error.message };
  }
}
