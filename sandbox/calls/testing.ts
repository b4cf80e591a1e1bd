import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConnectClient } from "@aws-sdk/client-connect";
import { chimeState } from "../services/chime-sdk-voice/connector-store";
import { connectState } from "../services/connect/connect-state";
import { logsState } from "../services/logs/log-store";
import { type RunningSandbox, startSandboxServer } from "../start-sandbox";
import { tellSandbox, testControlKey } from "../testing/tell-sandbox";
import { simulatedVendors } from "../vendors/registry";
import { tellVendorsOfAws } from "../vendors/tell-vendors-of-aws";
import { tellVendorsOfEachOther } from "../vendors/tell-vendors-of-each-other";

export const credentials = { accessKeyId: "AKIASANDBOX", secretAccessKey: "a-secret-of-the-sandbox" };

export interface TestBench {
  sandbox: RunningSandbox;
  connect: ConnectClient;
  /** By the vendor's name. */
  vendorUrls: Readonly<Record<string, string>>;
  instanceId: string;
  /** Messages of a log group, oldest first. */
  logLines(group: string): Record<string, unknown>[];
  /** Creates a voice connector that leads to this host, associated with the instance; returns its ARN. */
  addConnector(host: string, changes?: { sipLogs?: boolean; requireEncryption?: boolean }): string;
  call(request: object): Promise<{
    contactId: string;
    outcome: string;
    blocks: { identifier: string; error: string }[];
    hooks?: { hook: string; contactId: string; blocks: { identifier: string; error: string }[] }[];
    voiceAgent?: { posted?: string };
  }>;
  stop(): Promise<void>;
}

/** The sandbox account and the simulated vendors in this process, on ports of their own. */
export async function openTestBench(): Promise<TestBench> {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  const sandbox = await startSandboxServer({
    dataFolder: folder,
    controlKey: testControlKey,
    ...credentials,
  });
  const { vendorUrls } = sandbox.account.links;
  const vendors: Server[] = [];
  for (const { name, createServer } of simulatedVendors) {
    const vendor = createServer(join(folder, name), testControlKey);
    vendors.push(vendor);
    vendorUrls[name] = await listen(vendor);
  }
  await tellVendorsOfAws(sandbox.account);
  await tellVendorsOfEachOther(sandbox.account);
  const connect = new ConnectClient({
    region: "us-east-1",
    endpoint: sandbox.awsUrl,
    credentials,
    maxAttempts: 1,
  });
  const { account } = sandbox;
  return {
    sandbox,
    connect,
    vendorUrls,
    instanceId: connectState(account).data.instance.id,
    logLines(group) {
      const streams = Object.values(logsState(account).data.groups[group]?.streams ?? {});
      const events = streams
        .flatMap(({ events }) => events)
        .sort((one, other) => one.sequence - other.sequence);
      return events.map(({ message }) => JSON.parse(message));
    },
    addConnector(host, { sipLogs = true, requireEncryption = false } = {}) {
      const id = `vc${Object.keys(chimeState(account).data.connectors).length}`;
      const arn = `arn:aws:chime:us-east-1:${account.accountId}:vc/${id}`;
      chimeState(account).data.connectors[id] = {
        id,
        arn,
        name: "Voice agent",
        awsRegion: "us-east-1",
        outboundHostName: `${id}.voiceconnector.chime.aws`,
        requireEncryption,
        integrationType: "CONNECT_CALL_TRANSFER_CONNECTOR",
        networkType: "IPV4_ONLY",
        createdAt: 0,
        updatedAt: 0,
        tags: {},
        origination: {
          routes: [
            { Host: host, Port: requireEncryption ? 5061 : 5060, Protocol: "TCP", Priority: 1, Weight: 1 },
          ],
          disabled: false,
        },
        logging: { sipLogs, mediaMetricLogs: true },
      };
      connectState(account).data.integrations.push({
        id: `association-${id}`,
        type: "CALL_TRANSFER_CONNECTOR",
        arn,
        tags: {},
      });
      return arn;
    },
    async call(request) {
      const placed = await tellSandbox(`${sandbox.awsUrl}/_sandbox/calls`, "POST", request);
      const { contactId, message } = (await placed.json()) as { contactId: string; message?: string };
      if (!placed.ok) throw new Error(message);
      const deadline = Date.now() + 20_000;
      while (Date.now() < deadline) {
        const view = await (await tellSandbox(`${sandbox.awsUrl}/_sandbox/calls/${contactId}`, "GET")).json();
        if ((view as { state: string }).state === "ended")
          return view as Awaited<ReturnType<TestBench["call"]>>;
        await new Promise((done) => setTimeout(done, 20));
      }
      throw new Error(`The call ${contactId} did not end in 20 seconds.`);
    },
    async stop() {
      connect.destroy();
      for (const vendor of vendors) {
        vendor.closeAllConnections();
        vendor.close();
      }
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
