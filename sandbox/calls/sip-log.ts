import type { VoiceConnector } from "../services/chime-sdk-voice/connector-store";
import { putLogLine } from "../services/logs/log-store";
import type { SandboxAccount } from "../state/account";

/** One line per SIP message, in the form that voice connectors use, while the connector's logging is on. */
export function logSipMessage(
  account: SandboxAccount,
  connector: VoiceConnector,
  callId: string,
  message: string,
): void {
  if (!connector.logging?.sipLogs) return;
  const timestamp = account.clock.now();
  const line = {
    voice_connector_id: connector.id,
    aws_region: connector.awsRegion,
    event_timestamp: new Date(timestamp).toISOString(),
    call_id: callId,
    sip_message: message,
  };
  const group = `/aws/ChimeVoiceConnectorSipMessages/${connector.id}`;
  putLogLine(
    account,
    { group, stream: connector.id, message: JSON.stringify(line), timestamp },
    { createGroup: true },
  );
}
