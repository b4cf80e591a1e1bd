import {
  AssociateInstanceStorageConfigCommand,
  DisassociateInstanceStorageConfigCommand,
  type InstanceStorageConfig,
  ListInstanceStorageConfigsCommand,
  UpdateInstanceStorageConfigCommand,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { ProblemError } from "@/lib/kernel/result";
import { arnPrefix } from "../arn";
import { compareFields } from "../compare";
import { type DeclaredField, departuresOf } from "../declared-fields";
import { fetchKey } from "../fetch-key";
import { isStanding, nothingStood, stoodThere } from "../previous";
import { defineResource, type ResourceContext } from "../resource";

const mediaStreamsProps = z.strictObject({
  prefix: z
    .string()
    .regex(
      /^[\w.-]{1,100}$/,
      "A prefix has letters, digits, periods, hyphens, and underscores, at most 100.",
    ),
  /** Hours for which Kinesis Video Streams keeps what was said. */
  retentionHours: z.number().int().min(0).max(87_600),
  /** A key's ARN, or an alias. */
  keyId: z.string().min(1),
});
type MediaStreamsProps = z.infer<typeof mediaStreamsProps>;

const ResourceType = "MEDIA_STREAMS";
/** One configuration for this kind of data; the list is paged all the same. */
const maxPages = 10;

const fields: DeclaredField[] = [
  { path: "prefix", kept: "as-wanted" },
  { path: "retentionHours", kept: "as-wanted" },
  { path: "keyId", kept: "as-wanted" },
  {
    path: "retention",
    kept: "reported",
    value: "one hour or more",
    why: "The instance's media streams are kept for 0 hours, so nobody can read a call's audio from them. Patchbay doesn't change a setting that it didn't create.",
    wayOut:
      "In the Connect console, under Data storage, Live media streaming, set the retention to 1 hour or more.",
  },
  {
    path: "ownPrefix",
    kept: "reported",
    value: "the prefix in the settings",
    why: "The instance already streams media under another prefix, which Patchbay uses as it is.",
    wayOut:
      "Nothing needs to be done. To have no notice here, enter that prefix in the integration's settings.",
  },
];

/**
 * Where an instance streams its calls' audio, and with which key it is encrypted. There is one for the whole instance: one
 * that exists is somebody's, is used as it is and never changed, and only one that we created goes with its last user.
 */
export const instanceMediaStreams = defineResource({
  type: "instance-media-streams",
  title: "Live media streaming",
  props: mediaStreamsProps,
  fields,
  iamActions: [
    "connect:AssociateInstanceStorageConfig",
    "connect:DisassociateInstanceStorageConfig",
    "connect:ListInstanceStorageConfigs",
    "connect:UpdateInstanceStorageConfig",
    // Connect looks at the key, and grants itself its use, in the caller's name.
    "kms:CreateGrant",
    "kms:DescribeKey",
  ],
  shared: {
    scope: "instance",
    key: () => "media-streams",
    whenOpposed:
      "The integration that turned it on decides, and the others use it as it is. After a change there, deploy the others too: their functions read the streams by its prefix and key.",
  },
  needsTemplate: 2,
  name: ({ prefix }) => prefix,
  summary: ({ retentionHours, keyId }) =>
    `streams calls' audio to Kinesis Video Streams, kept for ${hours(retentionHours)}, encrypted with ${keyId}; live media streaming that is already on is used as it is`,
  charge: () =>
    "Kinesis Video Streams charges for the audio that is streamed, stored, and read while a flow streams a call.",
  usualSeconds: 4,
  predict: (context, { prefix, retentionHours, keyId }) => ({
    prefix,
    retentionHours: String(retentionHours),
    streamArnPattern: streamArnPattern(context, prefix),
    ...(keyId.startsWith("arn:") ? { keyArn: keyId } : {}),
  }),

  async observe(context, want) {
    const config = await fetchConfig(context);
    if (config === undefined) return undefined;
    const have = stateOf(config);
    const outputs = outputsOf(context, config);
    const isMade = isMadeByUs(context, outputs.id);
    if (isMade) {
      const keyId =
        want.keyId === have.keyId || (await isSameKey(context, want, have)) ? want.keyId : have.keyId;
      return { state: { ...have, keyId }, outputs, ownership: { kind: "ours" }, previous: nothingStood };
    }
    return {
      // Somebody else's serves as well: nothing about it is ours to compare.
      state: want,
      outputs,
      ownership: { kind: "ours" },
      previous: stoodThere,
      standsAlready: true,
      departures: departuresOf(fields, {
        retention: have.retentionHours === 0 ? "0 hours" : "one hour or more",
        ownPrefix: have.prefix === want.prefix ? "the prefix in the settings" : have.prefix,
      }),
    };
  },

  async preflight(context, { keyId }) {
    try {
      await fetchKey(context, keyId);
      return undefined;
    } catch (error) {
      if (error instanceof ProblemError) return error.problem;
      throw error;
    }
  },

  async ensure(context, want) {
    const config = await fetchConfig(context);
    if (config !== undefined && !isMadeByUs(context, config.AssociationId ?? "")) {
      return outputsOf(context, config);
    }
    const { arn: keyArn } = await fetchKey(context, want.keyId);
    const StorageConfig = configOf(want, keyArn);
    const { connect } = context.aws;
    const options = { abortSignal: context.signal };
    const target = { InstanceId: context.instanceId, ResourceType, StorageConfig } as const;
    if (config === undefined) {
      try {
        await connect.send(new AssociateInstanceStorageConfigCommand(target), options);
      } catch (error) {
        // Someone was quicker, or our own earlier try came through: what is there counts.
        if (!isAwsError(error, "ResourceConflictException")) throw error;
      }
    } else if (compareFields({ ...want, keyId: keyArn }, stateOf(config)).length > 0) {
      const { AssociationId } = config;
      await connect.send(new UpdateInstanceStorageConfigCommand({ ...target, AssociationId }), options);
    }
    const made = await fetchConfig(context);
    if (made === undefined) throw new ProblemError(notShown);
    return outputsOf(context, made);
  },

  removalNote(_props, have, previous) {
    return isStanding(previous)
      ? "live media streaming stays on: it was on before this integration"
      : `turns live media streaming off for the whole instance, as before, unless it was changed outside Patchbay. Streams named ${have.outputs.prefix ?? ""} stay until AWS reuses or you delete them`;
  },

  async remove(context, _props, have) {
    const { record } = context;
    if (record === undefined || isStanding(record.previous)) return;
    const config = await fetchConfig(context);
    // Changed since we made it: somebody relies on it.
    if (config === undefined || !isSameConfig(outputsOf(context, config), record.outputs)) return;
    const command = new DisassociateInstanceStorageConfigCommand({
      InstanceId: context.instanceId,
      ResourceType,
      AssociationId: have.outputs.id,
    });
    try {
      await context.aws.connect.send(command, { abortSignal: context.signal });
    } catch (error) {
      if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    }
  },
});

async function fetchConfig({
  aws,
  instanceId,
  signal,
}: ResourceContext): Promise<InstanceStorageConfig | undefined> {
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const command = new ListInstanceStorageConfigsCommand({
      InstanceId: instanceId,
      ResourceType,
      NextToken,
    });
    const page = await aws.connect.send(command, { abortSignal: signal });
    const found = page.StorageConfigs?.find((each) => each.KinesisVideoStreamConfig !== undefined);
    if (found !== undefined) return found;
    NextToken = page.NextToken;
    pages += 1;
  } while (NextToken !== undefined && pages < maxPages);
  return undefined;
}

/** Our record says that nothing stood there before us, and that this one came then. */
function isMadeByUs({ record }: ResourceContext, associationId: string | undefined): boolean {
  if (record === undefined || isStanding(record.previous)) return false;
  return record.physicalId === "" || record.physicalId === associationId;
}

function stateOf({ KinesisVideoStreamConfig: stream }: InstanceStorageConfig): MediaStreamsProps {
  return {
    prefix: givenPrefix(stream?.Prefix ?? ""),
    retentionHours: stream?.RetentionPeriodHours ?? 0,
    keyId: stream?.EncryptionConfig?.KeyId ?? "",
  };
}

/** AWS reads a prefix back with what it puts behind it: "given-connect-<alias>-contact-". */
function givenPrefix(prefix: string): string {
  return prefix.replace(/-connect-.*-contact-$/, "");
}

function configOf({ prefix, retentionHours }: MediaStreamsProps, keyArn: string): InstanceStorageConfig {
  return {
    StorageType: "KINESIS_VIDEO_STREAM",
    KinesisVideoStreamConfig: {
      Prefix: prefix,
      RetentionPeriodHours: retentionHours,
      EncryptionConfig: { EncryptionType: "KMS", KeyId: keyArn },
    },
  };
}

async function isSameKey(
  context: ResourceContext,
  want: MediaStreamsProps,
  have: MediaStreamsProps,
): Promise<boolean> {
  if (want.keyId.startsWith("arn:") && !want.keyId.includes(":alias/")) return false;
  try {
    return (await fetchKey(context, want.keyId)).arn === have.keyId;
  } catch (error) {
    // Absent or disabled: then it can't be shown to be another one.
    if (error instanceof ProblemError) return true;
    throw error;
  }
}

function outputsOf(context: ResourceContext, config: InstanceStorageConfig): Record<string, string> {
  const { prefix, retentionHours, keyId } = stateOf(config);
  return {
    id: config.AssociationId ?? "",
    prefix,
    retentionHours: String(retentionHours),
    keyArn: keyId,
    streamArnPattern: streamArnPattern(context, prefix),
  };
}

function isSameConfig(a: Record<string, string>, b: Record<string, string>): boolean {
  return ["id", "prefix", "retentionHours", "keyArn"].every((name) => a[name] === b[name]);
}

/** Connect names a stream "<prefix>-connect-<alias>-contact-<id>"; behind a slash stands when it was made. */
function streamArnPattern(context: ResourceContext, prefix: string): string {
  return `${arnPrefix(context, "kinesisvideo")}stream/${prefix}-connect-*`;
}

function hours(count: number): string {
  return count === 1 ? "1 hour" : `${count} hours`;
}

const notShown = {
  code: "media-streams-not-shown",
  sentence: "Connect accepted the live media streaming setting and doesn't show it yet.",
  wayOut: "Try again. Patchbay checks the current state and continues from there.",
};
