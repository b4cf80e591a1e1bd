import { createHash } from "node:crypto";
import { type ConnectClient, DescribeContactFlowCommand } from "@aws-sdk/client-connect";
import { compareFlows } from "@/lib/flows/compare/compare-flows";
import { parseFlow } from "@/lib/flows/language/parse-flow";

export interface PublishedFlow {
  arn: string;
  content: string;
  publishedAt: Date;
}

export interface LiveComparison<Flow> {
  compared: { flow: Flow; changedPaths: string[]; liveSha256: string }[];
  /** false: one of them could not be read, for whatever reason. */
  isWhole: boolean;
}

interface Instance {
  connect: ConnectClient;
  instanceId: string;
}

/** A call comes through one integration; where its number does not tell which, a few are looked at. */
const maxFlowsRead = 3;
const maxPathsTold = 5;

/**
 * What was live for a contact against what this console had published. A flow that was changed after the contact began is
 * left out: what was live for it is not known.
 */
export async function compareLiveFlows<Flow extends PublishedFlow>(
  instance: Instance,
  flows: readonly Flow[],
  beganAt: Date,
  signal: AbortSignal,
): Promise<LiveComparison<Flow>> {
  // What was published after the call says nothing of the flow that took it.
  const published = flows.filter(({ publishedAt }) => publishedAt <= beganAt).slice(0, maxFlowsRead);
  const live = await Promise.all(
    published.map(async (flow) => ({ flow, live: await fetchLive(instance, flow.arn, signal) })),
  );
  return {
    isWhole: live.every((one) => one.live !== undefined),
    compared: live.flatMap(({ flow, live }) => {
      if (!live || (live.changedAt && live.changedAt > beganAt)) return [];
      const changedPaths = differingPaths(flow.content, live.content);
      return changedPaths ? [{ flow, changedPaths, liveSha256: sha256(live.content) }] : [];
    }),
  };
}

/** Of these flows, as they were seen, those that have another content now, and since when. */
export async function fetchChanges(
  instance: Instance,
  seen: readonly { flowArn: string; liveSha256: string }[],
  signal: AbortSignal,
): Promise<Map<string, { changedAt: Date | undefined }>> {
  const read = await Promise.all(
    seen.slice(0, maxFlowsRead).map(async ({ flowArn, liveSha256 }) => {
      const live = await fetchLive(instance, flowArn, signal);
      if (!live || sha256(live.content) === liveSha256) return [];
      return [[flowArn, { changedAt: live.changedAt }]] as const;
    }),
  );
  return new Map(read.flat());
}

/** undefined when it cannot be read, for whatever reason: that is no fault of the call's. */
async function fetchLive(
  { connect, instanceId: InstanceId }: Instance,
  flowArn: string,
  abortSignal: AbortSignal,
): Promise<{ content: string; changedAt: Date | undefined } | undefined> {
  const ContactFlowId = /\/contact-flow\/([^/:]+)/.exec(flowArn)?.[1];
  if (ContactFlowId === undefined) return undefined;
  try {
    const { ContactFlow } = await connect.send(
      new DescribeContactFlowCommand({ InstanceId, ContactFlowId }),
      { abortSignal },
    );
    const content = ContactFlow?.Content;
    return content === undefined ? undefined : { content, changedAt: ContactFlow?.LastModifiedTime };
  } catch {
    return undefined;
  }
}

function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function differingPaths(published: string, live: string): string[] | undefined {
  if (published === live) return [];
  const [want, have] = [parseFlow(published), parseFlow(live)];
  if (!want.ok || !have.ok) return undefined;
  return compareFlows(want.value, have.value)
    .slice(0, maxPathsTold)
    .map(({ path }) => path);
}
