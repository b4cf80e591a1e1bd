import * as schemas from "@aws-sdk/client-chime-sdk-voice";
import type { SandboxService } from "../../wire/service";
import { tagConditions } from "../iam/tag-conditions";
import { callingHandlers } from "./calling-handlers";
import { configurationHandlers } from "./configuration-handlers";
import { connectorHandlers } from "./connector-handlers";
import { connectorArn, readVoiceConnector } from "./connector-store";

export const chimeSdkVoice: SandboxService = {
  name: "chime",
  schemas,
  handlers: { ...connectorHandlers, ...configurationHandlers, ...callingHandlers },
  permissions(operation, input, { account }) {
    const { VoiceConnectorId: id, ResourceARN: given, Tags: request, TagKeys: keys } = input;
    const arn = typeof id === "string" ? connectorArn(account, id) : given;
    const resource = typeof arn === "string" ? arn : undefined;
    const tags = resource === undefined ? {} : readVoiceConnector(account, resource)?.tags;
    const conditions = tagConditions({ resource: tags, request, keys });
    return [{ action: `chime:${operation}`, resource, conditions }];
  },
};
