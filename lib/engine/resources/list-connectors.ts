import {
  ListTagsForResourceCommand,
  ListVoiceConnectorsCommand,
  type VoiceConnector,
} from "@aws-sdk/client-chime-sdk-voice";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { tagsOfList } from "../ownership";
import type { Candidate } from "../pick-ours";
import type { ResourceContext } from "../resource";

/** The only kind of voice connector that we make or look at. */
export const integrationType = "CONNECT_CALL_TRANSFER_CONNECTOR";

/** All call transfer connectors, with their tags: names aren't unique, and anyone may change one. */
export async function listConnectors(context: ResourceContext): Promise<Candidate<VoiceConnector>[]> {
  const found: Candidate<VoiceConnector>[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListVoiceConnectorsCommand({ MaxResults: 99, NextToken });
    const page = await context.aws.chimeVoice.send(command, { abortSignal: context.signal });
    for (const connector of page.VoiceConnectors ?? []) {
      if (connector.IntegrationType !== integrationType) continue;
      found.push({
        thing: connector,
        id: connector.VoiceConnectorId ?? "",
        name: connector.Name ?? "",
        tags: await fetchTags(context, connector),
        createdAt: connector.CreatedTimestamp,
      });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

/** One that goes while we list has none. */
async function fetchTags(context: ResourceContext, { VoiceConnectorArn }: VoiceConnector) {
  const command = new ListTagsForResourceCommand({ ResourceARN: VoiceConnectorArn });
  try {
    const { Tags } = await context.aws.chimeVoice.send(command, { abortSignal: context.signal });
    return tagsOfList(Tags);
  } catch (error) {
    if (isAwsError(error, "NotFoundException")) return {};
    throw error;
  }
}
