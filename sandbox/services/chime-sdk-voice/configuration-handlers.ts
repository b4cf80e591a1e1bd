import type {
  GetVoiceConnectorRequest,
  PutVoiceConnectorExternalSystemsConfigurationRequest,
  PutVoiceConnectorLoggingConfigurationRequest,
  PutVoiceConnectorOriginationRequest,
} from "@aws-sdk/client-chime-sdk-voice";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import {
  chimeError,
  chimeState,
  connectorOf,
  type OriginationRoute,
  type VoiceConnector,
} from "./connector-store";

const maxRoutes = 10;
const sessionBorderControllers = [
  "RIBBON_SBC",
  "ORACLE_ACME_PACKET_SBC",
  "AVAYA_SBCE",
  "CISCO_UNIFIED_BORDER_ELEMENT",
  "AUDIOCODES_MEDIANT_SBC",
];
const contactCenterSystems = [
  "GENESYS_ENGAGE_ON_PREMISES",
  "AVAYA_AURA_CALL_CENTER_ELITE",
  "AVAYA_AURA_CONTACT_CENTER",
  "CISCO_UNIFIED_CONTACT_CENTER_ENTERPRISE",
];

export const configurationHandlers: Record<string, Handler> = {
  PutVoiceConnectorOrigination(
    input: Valid<PutVoiceConnectorOriginationRequest>,
    { account }: RequestContext,
  ) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    const given = input.Origination.Routes ?? [];
    if (given.length > maxRoutes) throw bad(`Origination may have at most ${maxRoutes} routes.`);
    connector.origination = {
      routes: given.map(checkRoute),
      disabled: input.Origination.Disabled ?? false,
    };
    chimeState(account).save();
    return { Origination: describeOrigination(connector) };
  },

  GetVoiceConnectorOrigination(input: Valid<GetVoiceConnectorRequest>, { account }: RequestContext) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    if (!connector.origination) throw absent("Origination", connector);
    return { Origination: describeOrigination(connector) };
  },

  DeleteVoiceConnectorOrigination(input: Valid<GetVoiceConnectorRequest>, { account }: RequestContext) {
    connectorOf(account, input.VoiceConnectorId).origination = undefined;
    chimeState(account).save();
    return {};
  },

  PutVoiceConnectorLoggingConfiguration(
    input: Valid<PutVoiceConnectorLoggingConfigurationRequest>,
    { account }: RequestContext,
  ) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    const { EnableSIPLogs = false, EnableMediaMetricLogs = false } = input.LoggingConfiguration;
    connector.logging = { sipLogs: EnableSIPLogs, mediaMetricLogs: EnableMediaMetricLogs };
    chimeState(account).save();
    return { LoggingConfiguration: describeLogging(connector) };
  },

  GetVoiceConnectorLoggingConfiguration: (
    input: Valid<GetVoiceConnectorRequest>,
    { account }: RequestContext,
  ) => ({
    LoggingConfiguration: describeLogging(connectorOf(account, input.VoiceConnectorId)),
  }),

  PutVoiceConnectorExternalSystemsConfiguration(
    input: Valid<PutVoiceConnectorExternalSystemsConfigurationRequest>,
    { account }: RequestContext,
  ) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    const { SessionBorderControllerTypes: controllers = [], ContactCenterSystemTypes: systems = [] } = input;
    for (const type of controllers)
      if (!sessionBorderControllers.includes(type))
        throw bad(`Invalid session border controller type: ${type}`);
    for (const type of systems)
      if (!contactCenterSystems.includes(type)) throw bad(`Invalid contact center system type: ${type}`);
    connector.externalSystems = {
      sessionBorderControllerTypes: controllers,
      contactCenterSystemTypes: systems,
    };
    chimeState(account).save();
    return { ExternalSystemsConfiguration: describeExternalSystems(connector) };
  },

  GetVoiceConnectorExternalSystemsConfiguration(
    input: Valid<GetVoiceConnectorRequest>,
    { account }: RequestContext,
  ) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    if (!connector.externalSystems) throw absent("External systems configuration", connector);
    return { ExternalSystemsConfiguration: describeExternalSystems(connector) };
  },

  DeleteVoiceConnectorExternalSystemsConfiguration(
    input: Valid<GetVoiceConnectorRequest>,
    { account }: RequestContext,
  ) {
    connectorOf(account, input.VoiceConnectorId).externalSystems = undefined;
    chimeState(account).save();
    return {};
  },
};

type GivenRoute = NonNullable<Valid<PutVoiceConnectorOriginationRequest>["Origination"]["Routes"]>[number];

function checkRoute({ Host, Port = 5060, Protocol, Priority, Weight }: GivenRoute): OriginationRoute {
  if (!Host) throw bad("Origination route host is required.");
  if (Protocol !== "TCP" && Protocol !== "UDP") throw bad("Origination route protocol must be TCP or UDP.");
  if (!inRange(Port, 0, 65_535)) throw bad("Origination route port must be between 0 and 65535.");
  if (!inRange(Priority, 1, 100)) throw bad("Origination route priority must be between 1 and 100.");
  if (!inRange(Weight, 1, 100)) throw bad("Origination route weight must be between 1 and 100.");
  return { Host, Port, Protocol, Priority, Weight };
}

function inRange(value: number | undefined, least: number, most: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most;
}

function bad(message: string) {
  return chimeError("BadRequestException", "BadRequest", message);
}

function absent(what: string, { id }: VoiceConnector) {
  return chimeError("NotFoundException", "NotFound", `${what} not found for Voice Connector ${id}.`);
}

function describeOrigination({ origination }: VoiceConnector): object {
  return { Routes: origination?.routes ?? [], Disabled: origination?.disabled ?? false };
}

function describeLogging({ logging }: VoiceConnector): object {
  return {
    EnableSIPLogs: logging?.sipLogs ?? false,
    EnableMediaMetricLogs: logging?.mediaMetricLogs ?? false,
  };
}

function describeExternalSystems({ externalSystems }: VoiceConnector): object {
  return {
    SessionBorderControllerTypes: externalSystems?.sessionBorderControllerTypes ?? [],
    ContactCenterSystemTypes: externalSystems?.contactCenterSystemTypes ?? [],
  };
}
