import type {
  GetVoiceConnectorRequest,
  PutVoiceConnectorStreamingConfigurationRequest,
  PutVoiceConnectorTerminationRequest,
} from "@aws-sdk/client-chime-sdk-voice";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { chimeError, chimeState, connectorOf, type VoiceConnector } from "./connector-store";

const maxRetentionHours = 2_160_000;

/** Outbound calls of a connector, and streaming of its calls' audio: a connector for transfers from Connect has neither. */
export const callingHandlers: Record<string, Handler> = {
  PutVoiceConnectorTermination(
    { VoiceConnectorId, Termination }: Valid<PutVoiceConnectorTerminationRequest>,
    { account }: RequestContext,
  ) {
    const connector = connectorOf(account, VoiceConnectorId);
    connector.termination = {
      callingRegions: Termination.CallingRegions ?? [],
      cidrs: Termination.CidrAllowedList ?? [],
      callsPerSecond: Termination.CpsLimit,
      disabled: Termination.Disabled ?? false,
    };
    chimeState(account).save();
    return { Termination: describeTermination(connector) };
  },

  GetVoiceConnectorTermination(input: Valid<GetVoiceConnectorRequest>, { account }: RequestContext) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    if (!connector.termination) throw absent("Termination", connector);
    return { Termination: describeTermination(connector) };
  },

  DeleteVoiceConnectorTermination(input: Valid<GetVoiceConnectorRequest>, { account }: RequestContext) {
    connectorOf(account, input.VoiceConnectorId).termination = undefined;
    chimeState(account).save();
    return {};
  },

  PutVoiceConnectorStreamingConfiguration(
    input: Valid<PutVoiceConnectorStreamingConfigurationRequest>,
    { account }: RequestContext,
  ) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    const {
      DataRetentionInHours: hours = -1,
      Disabled: disabled = false,
      StreamingNotificationTargets,
    } = input.StreamingConfiguration;
    if (hours < 0 || hours > maxRetentionHours)
      throw chimeError(
        "BadRequestException",
        "BadRequest",
        `DataRetentionInHours must be between 0 and ${maxRetentionHours}.`,
      );
    connector.streaming = {
      retentionHours: hours,
      disabled,
      targets: (StreamingNotificationTargets ?? []).map(({ NotificationTarget }) => NotificationTarget ?? ""),
    };
    chimeState(account).save();
    return { StreamingConfiguration: describeStreaming(connector) };
  },

  GetVoiceConnectorStreamingConfiguration(
    input: Valid<GetVoiceConnectorRequest>,
    { account }: RequestContext,
  ) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    if (!connector.streaming) throw absent("Streaming configuration", connector);
    return { StreamingConfiguration: describeStreaming(connector) };
  },

  DeleteVoiceConnectorStreamingConfiguration(
    input: Valid<GetVoiceConnectorRequest>,
    { account }: RequestContext,
  ) {
    connectorOf(account, input.VoiceConnectorId).streaming = undefined;
    chimeState(account).save();
    return {};
  },
};

function absent(what: string, { id }: VoiceConnector) {
  return chimeError("NotFoundException", "NotFound", `${what} not found for Voice Connector ${id}.`);
}

function describeTermination({ termination }: VoiceConnector): object {
  return {
    CpsLimit: termination?.callsPerSecond,
    CallingRegions: termination?.callingRegions ?? [],
    CidrAllowedList: termination?.cidrs ?? [],
    Disabled: termination?.disabled ?? false,
  };
}

function describeStreaming({ streaming }: VoiceConnector): object {
  return {
    DataRetentionInHours: streaming?.retentionHours ?? 0,
    Disabled: streaming?.disabled ?? false,
    StreamingNotificationTargets: (streaming?.targets ?? []).map((NotificationTarget) => ({
      NotificationTarget,
    })),
  };
}
