import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import { ServiceError } from "../../wire/service";

export interface OriginationRoute {
  Host: string;
  Port?: number;
  Protocol: "TCP" | "UDP";
  Priority: number;
  Weight: number;
}

export interface VoiceConnector {
  id: string;
  arn: string;
  name: string;
  awsRegion: string;
  outboundHostName: string;
  requireEncryption: boolean;
  integrationType?: string | undefined;
  networkType: string;
  createdAt: number;
  updatedAt: number;
  tags: Record<string, string>;
  origination?: { routes: OriginationRoute[]; disabled: boolean } | undefined;
  /** These two are stored and returned; they place or stream no calls. */
  termination?:
    | { callingRegions: string[]; cidrs: string[]; callsPerSecond?: number | undefined; disabled: boolean }
    | undefined;
  streaming?: { retentionHours: number; disabled: boolean; targets: string[] } | undefined;
  logging?: { sipLogs: boolean; mediaMetricLogs: boolean };
  externalSystems?:
    | { sessionBorderControllerTypes: string[]; contactCenterSystemTypes: string[] }
    | undefined;
}

export interface ChimeState {
  connectors: Record<string, VoiceConnector>;
}

export function chimeState(account: SandboxAccount): StateFile<ChimeState> {
  return account.state.service("chime", () => ({ connectors: {} }));
}

export function connectorArn(account: SandboxAccount, id: string): string {
  return `arn:aws:chime:${account.region}:${account.accountId}:vc/${id}`;
}

/** With Chime's errors (404). */
export function connectorOf(account: SandboxAccount, id: string): VoiceConnector {
  const connector = chimeState(account).data.connectors[id];
  if (!connector) throw chimeError("NotFoundException", "NotFound", `Voice Connector ${id} not found.`);
  return connector;
}

export function chimeError(name: string, code: string, message: string): ServiceError {
  return new ServiceError(name, message, { Code: code });
}

/** The connector of this ARN (`arn:aws:chime:REGION:ACCOUNT:vc/ID`), as a caller of Connect would reach it. */
export function readVoiceConnector(account: SandboxAccount, arn: string): VoiceConnector | undefined {
  return Object.values(chimeState(account).data.connectors).find((connector) => connector.arn === arn);
}
