import {
  CreateVoiceConnectorCommand,
  DeleteVoiceConnectorCommand,
  GetVoiceConnectorCommand,
  GetVoiceConnectorExternalSystemsConfigurationCommand,
  GetVoiceConnectorLoggingConfigurationCommand,
  GetVoiceConnectorOriginationCommand,
  ListTagsForResourceCommand,
  ListVoiceConnectorsCommand,
  PutVoiceConnectorExternalSystemsConfigurationCommand,
  PutVoiceConnectorLoggingConfigurationCommand,
  PutVoiceConnectorOriginationCommand,
} from "@aws-sdk/client-chime-sdk-voice";
import { GetServiceQuotaCommand } from "@aws-sdk/client-service-quotas";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;

beforeAll(async () => {
  sandbox = await openTestSandbox();
  clients = sandbox.clients();
});
afterAll(() => sandbox.stop());

async function create(name: string) {
  const { VoiceConnector } = await clients.chimeVoice.send(
    new CreateVoiceConnectorCommand({
      Name: name,
      RequireEncryption: false,
      IntegrationType: "CONNECT_CALL_TRANSFER_CONNECTOR",
      Tags: [{ Key: "patchbay:tenant", Value: "t" }],
    }),
  );
  return { VoiceConnectorId: VoiceConnector?.VoiceConnectorId, arn: VoiceConnector?.VoiceConnectorArn ?? "" };
}

it("keeps a connector's routes, logs, systems and tags until it is deleted", async () => {
  const { VoiceConnectorId, arn } = await create("kept");
  expect(arn).toBe(`arn:aws:chime:us-east-1:111122223333:vc/${VoiceConnectorId}`);
  const send = clients.chimeVoice.send.bind(clients.chimeVoice);
  const read = () => send(new GetVoiceConnectorOriginationCommand({ VoiceConnectorId }));
  expect(await failureOf(read())).toMatchObject({ name: "NotFoundException", status: 404 });
  const route = { Host: "savg-sbc1.kore.ai", Port: 5060, Protocol: "UDP" as const, Priority: 1, Weight: 50 };
  const put = (routes: (typeof route)[]) =>
    send(
      new PutVoiceConnectorOriginationCommand({
        VoiceConnectorId,
        Origination: { Routes: routes, Disabled: false },
      }),
    );
  await put([route]);
  expect((await read()).Origination).toEqual({ Routes: [route], Disabled: false });
  expect(await failureOf(put(Array.from({ length: 11 }, () => route)))).toMatchObject({
    name: "BadRequestException",
  });
  expect(await failureOf(put([{ ...route, Priority: 0 }]))).toMatchObject({ name: "BadRequestException" });
  const LoggingConfiguration = { EnableSIPLogs: true, EnableMediaMetricLogs: true };
  await send(new PutVoiceConnectorLoggingConfigurationCommand({ VoiceConnectorId, LoggingConfiguration }));
  const logging = await send(new GetVoiceConnectorLoggingConfigurationCommand({ VoiceConnectorId }));
  expect(logging.LoggingConfiguration).toEqual(LoggingConfiguration);
  const systems = {
    SessionBorderControllerTypes: ["AUDIOCODES_MEDIANT_SBC" as const],
    ContactCenterSystemTypes: ["GENESYS_ENGAGE_ON_PREMISES" as const],
  };
  await send(new PutVoiceConnectorExternalSystemsConfigurationCommand({ VoiceConnectorId, ...systems }));
  const external = await send(new GetVoiceConnectorExternalSystemsConfigurationCommand({ VoiceConnectorId }));
  expect(external.ExternalSystemsConfiguration).toEqual(systems);
  expect((await send(new ListTagsForResourceCommand({ ResourceARN: arn }))).Tags).toEqual([
    { Key: "patchbay:tenant", Value: "t" },
  ]);
  await send(new DeleteVoiceConnectorCommand({ VoiceConnectorId }));
  expect(await failureOf(send(new GetVoiceConnectorCommand({ VoiceConnectorId })))).toMatchObject({
    name: "NotFoundException",
    status: 404,
  });
});

it("creates two connectors with one name, and lists both over pages", async () => {
  const made = [await create("twice"), await create("twice")].map((one) => one.VoiceConnectorId);
  const found: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients.chimeVoice.send(new ListVoiceConnectorsCommand({ MaxResults: 1, NextToken }));
    found.push(...(page.VoiceConnectors ?? []).map((one) => one.VoiceConnectorId));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(found.sort()).toEqual(made.sort());
});

it("returns the quota of call transfer connectors, which can be set to 0", async () => {
  const read = (QuotaCode: string) =>
    clients.serviceQuotas.send(new GetServiceQuotaCommand({ ServiceCode: "connect", QuotaCode }));
  expect((await read("L-2BE4D75F")).Quota?.Value).toBe(2);
  await sandbox.control("PUT", "/_sandbox/quotas/connect/L-2BE4D75F", { value: 0 });
  expect((await read("L-2BE4D75F")).Quota?.Value).toBe(0);
  expect(await failureOf(read("L-00000000"))).toMatchObject({ name: "NoSuchResourceException", status: 400 });
});
