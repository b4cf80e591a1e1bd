import * as schemas from "@aws-sdk/client-chime-sdk-voice";
import type { SandboxService } from "../../wire/service";
import { callingHandlers } from "./calling-handlers";
import { configurationHandlers } from "./configuration-handlers";
import { connectorHandlers } from "./connector-handlers";
import { connectorArn } from "./connector-store";

export const chimeSdkVoice: SandboxService = {
  name: "chime",
  schemas,
  handlers: { ...connectorHandlers, ...configurationHandlers, ...callingHandlers },
  permissions(operation, input, { account }) {
    const action = `chime:${operation}`;
    const { VoiceConnectorId: id, ResourceARN: arn, IntegrationType } = input;
    const resource =
      typeof id === "string" ? connectorArn(account, id) : typeof arn === "string" ? arn : undefined;
    const needed = [{ action, resource }];
    if (operation === "CreateVoiceConnector" && IntegrationType === "CONNECT_CALL_TRANSFER_CONNECTOR")
      needed.push({ action: "chime:CreateConnectCallTransferConnector", resource: undefined });
    return needed;
  },
};
