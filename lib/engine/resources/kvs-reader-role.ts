import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { readerActions } from "@/lib/aws/function-boundary";
import { waitUntil } from "@/lib/kernel/wait-until";
import type { Observed } from "../observed";
import { defineResource, type ResourceContext } from "../resource";
import type { RoleStatement } from "./iam-documents";
import { iamRole } from "./iam-role";

const readerRoleProps = z.strictObject({
  name: z.string(),
  /** The only one that may take this role. */
  triggerRoleArn: z.string(),
  streamArnPattern: z.string(),
  /** Of the key that the streams are encrypted with. */
  keyArn: z.string().optional(),
});
type ReaderRoleProps = z.infer<typeof readerRoleProps>;
/** A role that was just made isn't known everywhere yet, and IAM refuses a trust policy that names nobody. */
const settleTimeoutSeconds = 30;
type RoleState = Parameters<typeof iamRole.ensure>[1];

/**
 * What a vendor's transcriber may do for one call: read audio from Kinesis Video Streams. The trigger function takes this
 * role for one call at a time, with a session policy that leaves that call's stream alone.
 */
export const kvsReaderRole = defineResource({
  type: "kvs-reader-role",
  title: "Stream reader role",
  props: readerRoleProps,
  fields: [
    { path: "name", kept: "identity" },
    { path: "triggerRoleArn", kept: "as-wanted" },
    { path: "streamArnPattern", kept: "as-wanted" },
    { path: "keyArn", kept: "as-wanted" },
    {
      path: "role",
      kept: "fixed",
      value: "its trust policy, its permissions, and nothing else, like an IAM role",
    },
    {
      path: "otherBoundary",
      kept: "reported",
      value: "none",
      why: "The role has a permissions boundary that Patchbay didn't set. It might keep calls from being transcribed.",
      wayOut:
        "Find out who set the boundary. If it isn't wanted, remove it from the role in the IAM console.",
    },
    {
      path: "maxSessionDuration",
      kept: "not-compared",
      why: "The trigger function is itself a session of a role, so AWS limits what it takes to one hour.",
    },
  ],
  iamActions: iamRole.iamActions,
  needsTemplate: 2,
  name: ({ name }) => name,
  summary: ({ keyArn }) =>
    `reads calls' audio from Kinesis Video Streams${keyArn === undefined ? "" : ", decrypts it"}; only the trigger function can use it, for one call's stream at a time`,
  usualSeconds: 6,
  longestWaitSeconds: settleTimeoutSeconds,
  predict: (context, props) => iamRole.predict?.(context, roleOf(context, props)) ?? {},

  async observe(context, want) {
    const role = await iamRole.observe(context, roleOf(context, want));
    return role === undefined ? undefined : observedOf(context, role);
  },

  async ensure(context, want) {
    const role = roleOf(context, want);
    let last: unknown;
    const wait = {
      what: "IAM to accept the trigger function's role in a trust policy",
      timeoutSeconds: settleTimeoutSeconds,
      signal: context.signal,
    };
    try {
      return await waitUntil(wait, async () => {
        try {
          return await iamRole.ensure(context, role, await iamRole.observe(context, role));
        } catch (error) {
          if (!isAwsError(error, "MalformedPolicyDocument", "MalformedPolicyDocumentException")) throw error;
          last = error;
          return undefined;
        }
      });
    } catch (error) {
      // Time up: IAM's own words say more than ours.
      throw context.signal.aborted ? error : (last ?? error);
    }
  },

  async remove(context, props, have) {
    const role = roleOf(context, props);
    await iamRole.remove(context, role, { ...have, state: role });
  },
});

function roleOf(context: ResourceContext, props: ReaderRoleProps): RoleState {
  const { name, triggerRoleArn, streamArnPattern, keyArn } = props;
  const [getEndpoint, getMedia, decrypt] = readerActions;
  const reads: RoleStatement = { actions: [getEndpoint, getMedia], resources: [streamArnPattern] };
  const decrypts: RoleStatement = {
    actions: [decrypt],
    resources: [keyArn ?? ""],
    // With this key, only what Kinesis Video Streams hands out.
    condition: { StringEquals: { "kms:ViaService": `kinesisvideo.${context.region}.amazonaws.com` } },
  };
  return {
    name,
    principal: triggerRoleArn,
    statements: keyArn === undefined ? [reads] : [reads, decrypts],
  };
}

/** Field by field where the role has the form that we give it; whatever else it has is told as a whole. */
function observedOf(context: ResourceContext, role: Observed<RoleState>): Observed<ReaderRoleProps> {
  const { principal, statements } = role.state;
  const ofAction = (action: string) => statements.find(({ actions }) => actions.includes(action));
  const stream = ofAction("kinesisvideo:GetMedia")?.resources;
  const key = ofAction("kms:Decrypt")?.resources;
  const state: ReaderRoleProps = {
    name: role.state.name,
    triggerRoleArn: principal,
    streamArnPattern: stream?.length === 1 ? (stream[0] ?? "") : "",
    ...(key === undefined ? {} : { keyArn: key.length === 1 ? (key[0] ?? "") : "" }),
  };
  // Unlike the role that would have these very props: something stands in it that they can't say.
  const strays = iamRole.compare?.(roleOf(context, state), role.state) ?? [];
  const departures = [
    ...strays.map((each) => ({ ...each, path: `role.${each.path}` })),
    ...(role.departures ?? []),
  ];
  return { ...role, state, departures };
}
