import {
  type ContactCenterSystemType,
  CreateVoiceConnectorCommand,
  DeleteVoiceConnectorCommand,
  DeleteVoiceConnectorStreamingConfigurationCommand,
  DeleteVoiceConnectorTerminationCommand,
  GetVoiceConnectorExternalSystemsConfigurationCommand,
  GetVoiceConnectorLoggingConfigurationCommand,
  GetVoiceConnectorOriginationCommand,
  GetVoiceConnectorStreamingConfigurationCommand,
  GetVoiceConnectorTerminationCommand,
  PutVoiceConnectorExternalSystemsConfigurationCommand,
  PutVoiceConnectorLoggingConfigurationCommand,
  PutVoiceConnectorOriginationCommand,
  type SessionBorderControllerType,
  TagResourceCommand,
  UpdateVoiceConnectorCommand,
  type VoiceConnector,
  type VoiceConnectorAwsRegion,
} from "@aws-sdk/client-chime-sdk-voice";
import { z } from "zod";
import { connectorQuotaForm, fetchConnectorQuota } from "@/lib/aws/connector-quota";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import type { Problem } from "@/lib/kernel/result";
import { compareFields } from "../compare";
import { type DeclaredField, departs, departuresOf, noValue } from "../declared-fields";
import { canonicalJson } from "../fingerprint";
import { stepTagOf, tagListOf } from "../ownership";
import { onlyOurs, pickOurs } from "../pick-ours";
import { defineResource, type ResourceContext } from "../resource";
import { integrationType, listConnectors } from "./list-connectors";

const connectorProps = z.object({
  name: z.string(),
  requireEncryption: z.boolean(),
  routes: z.array(
    z.object({
      host: z.string(),
      port: z.number().int(),
      protocol: z.enum(["TCP", "UDP"]),
      priority: z.number().int(),
      weight: z.number().int(),
    }),
  ),
  sipLogs: z.boolean(),
  mediaLogs: z.boolean(),
  sbcTypes: z.array(z.string()),
  contactCenterSystemTypes: z.array(z.string()),
});
type ConnectorProps = z.infer<typeof connectorProps>;

const bare = {
  requireEncryption: false,
  routes: [],
  sipLogs: false,
  mediaLogs: false,
  sbcTypes: [],
  contactCenterSystemTypes: [],
};

const fields: DeclaredField[] = [
  { path: "name", kept: "as-wanted" },
  { path: "requireEncryption", kept: "as-wanted" },
  { path: "routes", kept: "as-wanted" },
  { path: "sipLogs", kept: "as-wanted" },
  { path: "mediaLogs", kept: "as-wanted" },
  { path: "sbcTypes", kept: "as-wanted" },
  { path: "contactCenterSystemTypes", kept: "as-wanted" },
  { path: "termination", kept: "fixed", value: noValue },
  { path: "streaming", kept: "fixed", value: noValue },
  {
    path: "awsRegion, networkType, integrationType",
    kept: "not-compared",
    why: "They can't be changed after the connector is created.",
  },
  {
    path: "emergencyCalling, proxy, voiceAnalytics",
    kept: "not-compared",
    why: "They apply to outbound calls, which need termination settings, and those are compared.",
  },
];

export const voiceConnector = defineResource({
  type: "voice-connector",
  title: "Voice connector",
  props: connectorProps,
  fields,
  iamActions: [
    "chime:CreateConnectCallTransferConnector",
    "chime:CreateVoiceConnector",
    "chime:DeleteVoiceConnector",
    "chime:DeleteVoiceConnectorStreamingConfiguration",
    "chime:DeleteVoiceConnectorTermination",
    "chime:GetVoiceConnectorExternalSystemsConfiguration",
    "chime:GetVoiceConnectorLoggingConfiguration",
    "chime:GetVoiceConnectorOrigination",
    "chime:GetVoiceConnectorStreamingConfiguration",
    "chime:GetVoiceConnectorTermination",
    "chime:ListTagsForResource",
    "chime:ListVoiceConnectors",
    "chime:PutVoiceConnectorExternalSystemsConfiguration",
    "chime:PutVoiceConnectorLoggingConfiguration",
    "chime:PutVoiceConnectorOrigination",
    "chime:TagResource",
    "chime:UpdateVoiceConnector",
    // Chime sets up and takes down the delivery of a connector's logs in the caller's name.
    "logs:CreateLogDelivery",
    "logs:CreateLogGroup",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "servicequotas:GetServiceQuota",
  ],
  mayExistTwice: true,
  name: ({ name }) => name,
  summary: ({ routes, requireEncryption }) =>
    `to ${routes.map((route) => `${route.host}:${route.port}/${route.protocol}`).join(", ")}, encryption ${
      requireEncryption ? "required" : "off"
    }`,
  charge: () =>
    "AWS charges for a voice connector as long as it exists, and for each minute of calls through it.",
  usualSeconds: 6,

  async observe(context, { name }) {
    const found = pickOurs(await listConnectors(context), context, name);
    if (found === undefined) return undefined;
    const connector = found.thing;
    const id = connector.VoiceConnectorId ?? "";
    const [routes, logging, external, departures] = await Promise.all([
      fetchRoutes(context, id),
      fetchLogging(context, id),
      fetchExternalSystems(context, id),
      fetchCalling(context, id),
    ]);
    return {
      state: {
        name: connector.Name ?? "",
        requireEncryption: connector.RequireEncryption ?? false,
        routes,
        ...logging,
        ...external,
      },
      outputs: outputsOf(connector),
      ownership: found.ownership,
      departures,
    };
  },

  async listOwned(context) {
    return onlyOurs(await listConnectors(context), context).map(({ thing, name, tags }) => ({
      name,
      step: stepTagOf(tags),
      props: { ...bare, name },
      outputs: outputsOf(thing),
    }));
  },

  async preflight(context) {
    try {
      return (await fetchConnectorQuota(context.aws, context.signal)) > 0
        ? undefined
        : notEnabled(context.region);
    } catch {
      // A quota that can't be read says nothing: AWS will, when the connector is associated.
      return undefined;
    }
  },

  compare: (want, have) => compareFields(canonical(want), canonical(have)),

  async ensure(context, want, have) {
    const { chimeVoice } = context.aws;
    const options = { abortSignal: context.signal };
    let outputs = have?.outputs ?? {};
    if (have === undefined) {
      const created = await chimeVoice.send(
        new CreateVoiceConnectorCommand({
          Name: want.name,
          RequireEncryption: want.requireEncryption,
          // Left out, AWS would take us-east-1, whatever the client's region.
          AwsRegion: context.region as VoiceConnectorAwsRegion,
          IntegrationType: integrationType,
          Tags: tagListOf(context.owner),
        }),
        options,
      );
      outputs = outputsOf(created.VoiceConnector ?? {});
    } else {
      if (have.ownership.kind !== "ours") {
        const tagged = { ResourceARN: have.outputs.arn, Tags: tagListOf(context.owner) };
        await chimeVoice.send(new TagResourceCommand(tagged), options);
      }
      if (have.state.requireEncryption !== want.requireEncryption || have.state.name !== want.name) {
        const command = new UpdateVoiceConnectorCommand({
          VoiceConnectorId: have.outputs.id,
          Name: want.name,
          RequireEncryption: want.requireEncryption,
        });
        await chimeVoice.send(command, options);
      }
    }
    await stopCalling(context, outputs.id ?? "", have?.departures);
    await writeSettings(context, outputs.id ?? "", canonical(want), have && canonical(have.state));
    return outputs;
  },

  async remove(context, _props, have) {
    await unlessMissing(() =>
      context.aws.chimeVoice.send(new DeleteVoiceConnectorCommand({ VoiceConnectorId: have.outputs.id }), {
        abortSignal: context.signal,
      }),
    );
  },
});

async function writeSettings(
  context: ResourceContext,
  id: string,
  want: ConnectorProps,
  have: ConnectorProps | undefined,
): Promise<void> {
  const { chimeVoice } = context.aws;
  const options = { abortSignal: context.signal };
  const differs = (...keys: (keyof ConnectorProps)[]) =>
    keys.some((key) => canonicalJson(want[key]) !== canonicalJson(have?.[key]));
  if (differs("routes")) {
    const Routes = want.routes.map((route) => ({
      Host: route.host,
      Port: route.port,
      Protocol: route.protocol,
      Priority: route.priority,
      Weight: route.weight,
    }));
    const Origination = { Routes, Disabled: false };
    const command = new PutVoiceConnectorOriginationCommand({ VoiceConnectorId: id, Origination });
    await chimeVoice.send(command, options);
  }
  if (differs("sipLogs", "mediaLogs")) {
    const LoggingConfiguration = { EnableSIPLogs: want.sipLogs, EnableMediaMetricLogs: want.mediaLogs };
    const command = new PutVoiceConnectorLoggingConfigurationCommand({
      VoiceConnectorId: id,
      LoggingConfiguration,
    });
    await chimeVoice.send(command, options);
  }
  if (differs("sbcTypes", "contactCenterSystemTypes")) {
    const command = new PutVoiceConnectorExternalSystemsConfigurationCommand({
      VoiceConnectorId: id,
      SessionBorderControllerTypes: want.sbcTypes as SessionBorderControllerType[],
      ContactCenterSystemTypes: want.contactCenterSystemTypes as ContactCenterSystemType[],
    });
    await chimeVoice.send(command, options);
  }
}

async function fetchRoutes(context: ResourceContext, id: string): Promise<ConnectorProps["routes"]> {
  const command = new GetVoiceConnectorOriginationCommand({ VoiceConnectorId: id });
  const answer = await unlessMissing(() =>
    context.aws.chimeVoice.send(command, { abortSignal: context.signal }),
  );
  if (answer?.Origination?.Disabled === true) return [];
  return (answer?.Origination?.Routes ?? []).map((route) => ({
    host: route.Host ?? "",
    port: route.Port ?? 0,
    protocol: route.Protocol ?? "UDP",
    priority: route.Priority ?? 0,
    weight: route.Weight ?? 0,
  }));
}

/** Calls out through the connector cost money, and its stream copies what callers say: ours has neither. */
async function fetchCalling(context: ResourceContext, id: string): Promise<FieldDifference[]> {
  const { chimeVoice } = context.aws;
  const options = { abortSignal: context.signal };
  const target = { VoiceConnectorId: id };
  const [termination, streaming] = await Promise.all([
    unlessMissing(() => chimeVoice.send(new GetVoiceConnectorTerminationCommand(target), options)),
    unlessMissing(() => chimeVoice.send(new GetVoiceConnectorStreamingConfigurationCommand(target), options)),
  ]);
  const {
    Disabled: isClosed = true,
    CidrAllowedList = [],
    CallingRegions = [],
  } = termination?.Termination ?? {};
  const stream = streaming?.StreamingConfiguration;
  return departuresOf(fields, {
    termination: isClosed
      ? undefined
      : `outbound calls to ${CallingRegions.join(", ")} from ${CidrAllowedList.join(", ")}`,
    streaming:
      stream === undefined || stream.Disabled === true
        ? undefined
        : `call audio kept for ${stream.DataRetentionInHours ?? 0} hours`,
  });
}

async function stopCalling(
  context: ResourceContext,
  id: string,
  departures: readonly FieldDifference[] | undefined,
): Promise<void> {
  const { chimeVoice } = context.aws;
  const options = { abortSignal: context.signal };
  const target = { VoiceConnectorId: id };
  if (departs(departures, "termination")) {
    const command = new DeleteVoiceConnectorTerminationCommand(target);
    await unlessMissing(() => chimeVoice.send(command, options));
  }
  if (departs(departures, "streaming")) {
    const command = new DeleteVoiceConnectorStreamingConfigurationCommand(target);
    await unlessMissing(() => chimeVoice.send(command, options));
  }
}

async function fetchLogging(context: ResourceContext, id: string) {
  const command = new GetVoiceConnectorLoggingConfigurationCommand({ VoiceConnectorId: id });
  const answer = await unlessMissing(() =>
    context.aws.chimeVoice.send(command, { abortSignal: context.signal }),
  );
  return {
    sipLogs: answer?.LoggingConfiguration?.EnableSIPLogs ?? false,
    mediaLogs: answer?.LoggingConfiguration?.EnableMediaMetricLogs ?? false,
  };
}

async function fetchExternalSystems(context: ResourceContext, id: string) {
  const command = new GetVoiceConnectorExternalSystemsConfigurationCommand({ VoiceConnectorId: id });
  const answer = await unlessMissing(() =>
    context.aws.chimeVoice.send(command, { abortSignal: context.signal }),
  );
  const configuration = answer?.ExternalSystemsConfiguration;
  return {
    sbcTypes: configuration?.SessionBorderControllerTypes ?? [],
    contactCenterSystemTypes: configuration?.ContactCenterSystemTypes ?? [],
  };
}

function outputsOf(connector: VoiceConnector): Record<string, string> {
  return {
    id: connector.VoiceConnectorId ?? "",
    arn: connector.VoiceConnectorArn ?? "",
    outboundHostName: connector.OutboundHostName ?? "",
  };
}

function canonical(props: ConnectorProps): ConnectorProps {
  const byOrder = (a: ConnectorProps["routes"][number], b: ConnectorProps["routes"][number]) =>
    a.priority - b.priority || a.host.localeCompare(b.host) || a.port - b.port;
  return {
    ...props,
    routes: [...props.routes].sort(byOrder),
    sbcTypes: [...props.sbcTypes].sort(),
    contactCenterSystemTypes: [...props.contactCenterSystemTypes].sort(),
  };
}

async function unlessMissing<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isAwsError(error, "NotFoundException")) return undefined;
    throw error;
  }
}

function notEnabled(region: string): Problem {
  return {
    code: "voice-transfer-not-enabled",
    sentence:
      "External voice transfer isn't enabled for this account and Region (the quota is 0), so AWS will refuse the connector.",
    wayOut: `Request it at ${connectorQuotaForm(region)}, and deploy after it's approved.`,
  };
}
