import { randomBytes } from "node:crypto";
import type {
  CreateVoiceConnectorRequest,
  GetVoiceConnectorRequest,
  ListTagsForResourceRequest,
  ListVoiceConnectorsRequest,
  TagResourceRequest,
  UntagResourceRequest,
  UpdateVoiceConnectorRequest,
} from "@aws-sdk/client-chime-sdk-voice";
import type { SandboxAccount } from "../../state/account";
import { paginate } from "../../state/paginate";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import {
  chimeError,
  chimeState,
  connectorArn,
  connectorOf,
  readVoiceConnector,
  type VoiceConnector,
} from "./connector-store";

const maxConnectors = 50;
const integrationTypes = ["CONNECT_CALL_TRANSFER_CONNECTOR", "CONNECT_ANALYTICS_CONNECTOR"];
const regions = [
  "us-east-1",
  "us-west-2",
  "ca-central-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-southeast-1",
  "ap-southeast-2",
];

export const connectorHandlers: Record<string, Handler> = {
  CreateVoiceConnector(input: Valid<CreateVoiceConnectorRequest>, { account, clock }: RequestContext) {
    const file = chimeState(account);
    checkName(input.Name);
    if (input.IntegrationType !== undefined && !integrationTypes.includes(input.IntegrationType))
      throw chimeError(
        "BadRequestException",
        "BadRequest",
        `Invalid integration type: ${input.IntegrationType}`,
      );
    const awsRegion = input.AwsRegion ?? "us-east-1";
    if (!regions.includes(awsRegion))
      throw chimeError("BadRequestException", "BadRequest", `Invalid AWS region: ${awsRegion}`);
    if (Object.keys(file.data.connectors).length >= maxConnectors)
      throw chimeError(
        "ResourceLimitExceededException",
        "ResourceLimitExceeded",
        "Voice Connector limit exceeded.",
      );
    const now = clock.now();
    const id = newConnectorId();
    const connector: VoiceConnector = {
      id,
      arn: connectorArn(account, id),
      name: input.Name,
      awsRegion,
      outboundHostName: `${id}.voiceconnector.chime.aws`,
      requireEncryption: input.RequireEncryption,
      integrationType: input.IntegrationType,
      networkType: input.NetworkType ?? "IPV4_ONLY",
      createdAt: now,
      updatedAt: now,
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""])),
    };
    // Names aren't unique: a second connector can have the same name, and is charged as well.
    file.data.connectors[id] = connector;
    file.save();
    return { VoiceConnector: describe(connector) };
  },

  GetVoiceConnector: (input: Valid<GetVoiceConnectorRequest>, { account }: RequestContext) => ({
    VoiceConnector: describe(connectorOf(account, input.VoiceConnectorId)),
  }),

  ListVoiceConnectors(input: ListVoiceConnectorsRequest, { account }: RequestContext) {
    const page = paginate(Object.values(chimeState(account).data.connectors), (connector) => connector.id, {
      limit: Math.min(input.MaxResults ?? 50, 99),
      token: input.NextToken,
      badToken: "BadRequestException",
    });
    return { VoiceConnectors: page.items.map(describe), NextToken: page.nextToken };
  },

  UpdateVoiceConnector(input: Valid<UpdateVoiceConnectorRequest>, { account, clock }: RequestContext) {
    const connector = connectorOf(account, input.VoiceConnectorId);
    checkName(input.Name);
    connector.name = input.Name;
    connector.requireEncryption = input.RequireEncryption;
    connector.updatedAt = clock.now();
    chimeState(account).save();
    return { VoiceConnector: describe(connector) };
  },

  DeleteVoiceConnector(input: Valid<GetVoiceConnectorRequest>, { account }: RequestContext) {
    const file = chimeState(account);
    delete file.data.connectors[connectorOf(account, input.VoiceConnectorId).id];
    file.save();
    return {};
  },

  TagResource(input: Valid<TagResourceRequest>, { account }: RequestContext) {
    const { tags } = connectorOfArn(account, input.ResourceARN);
    for (const { Key, Value } of input.Tags) tags[Key ?? ""] = Value ?? "";
    chimeState(account).save();
    return {};
  },

  UntagResource(input: Valid<UntagResourceRequest>, { account }: RequestContext) {
    const { tags } = connectorOfArn(account, input.ResourceARN);
    for (const key of input.TagKeys) delete tags[key];
    chimeState(account).save();
    return {};
  },

  ListTagsForResource: (input: Valid<ListTagsForResourceRequest>, { account }: RequestContext) => ({
    Tags: Object.entries(connectorOfArn(account, input.ResourceARN).tags).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  }),
};

function connectorOfArn(account: SandboxAccount, arn: string): VoiceConnector {
  const connector = readVoiceConnector(account, arn);
  if (!connector) throw chimeError("NotFoundException", "NotFound", `Resource ${arn} not found.`);
  return connector;
}

function checkName(name: string): void {
  if (!/^[a-zA-Z0-9 _.-]{1,256}$/.test(name))
    throw chimeError(
      "BadRequestException",
      "BadRequest",
      "Voice Connector name contains characters that are not allowed.",
    );
}

/** 22 characters, lower-case letters and digits, like Chime's IDs. */
function newConnectorId(): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz012345";
  return [...randomBytes(22)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

function describe(connector: VoiceConnector): object {
  return {
    VoiceConnectorId: connector.id,
    AwsRegion: connector.awsRegion,
    Name: connector.name,
    OutboundHostName: connector.outboundHostName,
    RequireEncryption: connector.requireEncryption,
    CreatedTimestamp: connector.createdAt,
    UpdatedTimestamp: connector.updatedAt,
    VoiceConnectorArn: connector.arn,
    IntegrationType: connector.integrationType,
    NetworkType: connector.networkType,
  };
}
