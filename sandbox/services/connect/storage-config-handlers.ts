import { randomUUID } from "node:crypto";
import type {
  AssociateInstanceStorageConfigRequest,
  DescribeInstanceStorageConfigRequest,
  DisassociateInstanceStorageConfigRequest,
  InstanceStorageConfig,
  ListInstanceStorageConfigsRequest,
  UpdateInstanceStorageConfigRequest,
} from "@aws-sdk/client-connect";
import type { SandboxAccount } from "../../state/account";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { findKey, keyArn } from "../kms/key-store";
import { checkInstance } from "./arns";
import type { ConnectState, StorageConfig } from "./connect-model";
import { connectState } from "./connect-state";
import { page } from "./page";

const maxPrefixCharacters = 128;
const maxRetentionHours = 87_600;

const memberOfType = {
  S3: "S3Config",
  KINESIS_VIDEO_STREAM: "KinesisVideoStreamConfig",
  KINESIS_STREAM: "KinesisStreamConfig",
  KINESIS_FIREHOSE: "KinesisFirehoseConfig",
} as const satisfies Record<string, keyof InstanceStorageConfig>;

/** Which storage each kind of data can have, where it isn't S3. */
const storageTypes: Readonly<Record<string, readonly string[]>> = {
  MEDIA_STREAMS: ["KINESIS_VIDEO_STREAM"],
  CONTACT_TRACE_RECORDS: ["KINESIS_STREAM", "KINESIS_FIREHOSE"],
  AGENT_EVENTS: ["KINESIS_STREAM"],
  REAL_TIME_CONTACT_ANALYSIS_SEGMENTS: ["KINESIS_STREAM"],
  REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS: ["KINESIS_STREAM"],
  REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS: ["KINESIS_STREAM"],
};

export const storageConfigHandlers: Record<string, Handler> = {
  AssociateInstanceStorageConfig(
    input: Valid<AssociateInstanceStorageConfigRequest>,
    { account }: RequestContext,
  ) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const checked = checkConfig(account, input.ResourceType, input.StorageConfig);
    if (file.data.storageConfigs.some(({ resourceType }) => resourceType === input.ResourceType))
      throw new ServiceError(
        "ResourceConflictException",
        `A storage configuration for ${input.ResourceType} is associated with this instance already.`,
      );
    const config = { id: randomUUID().replaceAll("-", ""), resourceType: input.ResourceType, ...checked };
    file.data.storageConfigs.push(config);
    file.save();
    return { AssociationId: config.id };
  },

  UpdateInstanceStorageConfig(input: Valid<UpdateInstanceStorageConfigRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const config = configOf(file.data, input);
    const checked = checkConfig(account, input.ResourceType, input.StorageConfig);
    Object.assign(config, { video: undefined, other: undefined }, checked);
    file.save();
    return {};
  },

  DescribeInstanceStorageConfig(
    input: Valid<DescribeInstanceStorageConfigRequest>,
    { account }: RequestContext,
  ) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    return { StorageConfig: describe(data, configOf(data, input)) };
  },

  ListInstanceStorageConfigs(input: Valid<ListInstanceStorageConfigsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const wanted = data.storageConfigs.filter(({ resourceType }) => resourceType === input.ResourceType);
    const { items, nextToken } = page(wanted, input.MaxResults, input.NextToken, 10);
    return { StorageConfigs: items.map((one) => describe(data, one)), NextToken: nextToken };
  },

  DisassociateInstanceStorageConfig(
    input: Valid<DisassociateInstanceStorageConfigRequest>,
    { account }: RequestContext,
  ) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const config = configOf(file.data, input);
    file.data.storageConfigs = file.data.storageConfigs.filter((one) => one !== config);
    file.save();
    return {};
  },
};

function configOf(
  { storageConfigs }: ConnectState,
  { AssociationId, ResourceType }: { AssociationId: string; ResourceType: string },
): StorageConfig {
  const config = storageConfigs.find(
    ({ id, resourceType }) => id === AssociationId && resourceType === ResourceType,
  );
  if (!config) throw new ServiceError("ResourceNotFoundException", "Storage configuration not found");
  return config;
}

function checkConfig(
  account: SandboxAccount,
  resourceType: string,
  given: InstanceStorageConfig,
): Omit<StorageConfig, "id" | "resourceType"> {
  const storageType = String(given.StorageType);
  if (!(storageTypes[resourceType] ?? ["S3"]).includes(storageType))
    throw badParameter(`${resourceType} can't have storage of the type ${storageType}.`);
  const { StorageType: _, AssociationId: __, ...members } = given;
  const wanted = Object.entries(memberOfType).find(([type]) => type === storageType)?.[1];
  const named = Object.entries(members).filter(([, value]) => value !== undefined);
  if (named.length !== 1 || named[0]?.[0] !== wanted)
    throw badParameter(`Storage of the type ${storageType} needs ${wanted}, and nothing else.`);
  if (storageType !== "KINESIS_VIDEO_STREAM") return { storageType, other: members };
  const { Prefix = "", RetentionPeriodHours = 0, EncryptionConfig } = given.KinesisVideoStreamConfig ?? {};
  if (Prefix.length < 1 || Prefix.length > maxPrefixCharacters)
    throw badParameter(`Prefix must have 1 to ${maxPrefixCharacters} characters.`);
  if (RetentionPeriodHours < 0 || RetentionPeriodHours > maxRetentionHours)
    throw badParameter(`RetentionPeriodHours must be from 0 to ${maxRetentionHours}.`);
  return {
    storageType,
    video: {
      prefix: Prefix,
      retentionHours: RetentionPeriodHours,
      keyArn: checkKey(account, EncryptionConfig?.KeyId ?? ""),
    },
  };
}

/** The full ARN of a key of this account: neither an alias nor an ID. */
function checkKey(account: SandboxAccount, given: string): string {
  const key = findKey(account, given);
  if (!given.startsWith(keyArn(account, "")))
    throw badParameter("KeyId must be the full ARN of the encryption key.");
  if (!key) throw badParameter(`The encryption key ${given} isn't there.`);
  if (key.state !== "Enabled") throw badParameter(`The encryption key ${given} is not enabled.`);
  return key.arn;
}

/** The prefix is read back as it begins the names of streams (Terraform's provider removes what Connect adds). */
function describe({ instance }: ConnectState, { id, storageType, video, other }: StorageConfig) {
  return {
    AssociationId: id,
    StorageType: storageType,
    ...other,
    KinesisVideoStreamConfig: video && {
      Prefix: `${video.prefix}-connect-${instance.alias}-contact-`,
      RetentionPeriodHours: video.retentionHours,
      EncryptionConfig: { EncryptionType: "KMS", KeyId: video.keyArn },
    },
  };
}

const badParameter = (message: string) => new ServiceError("InvalidParameterException", message);
