import { type KMSClient, ListAliasesCommand } from "@aws-sdk/client-kms";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";

export interface StreamKey {
  /** The alias of AWS's own key, else the key's ARN: what a setting keeps. */
  id: string;
  /** "alias/calls" */
  name: string;
}

const maxPages = 10;
const awsManaged = "alias/aws/";
/** The only one of AWS's own keys that Kinesis Video Streams can be given. */
const ofKinesisVideo = `${awsManaged}kinesisvideo`;

/** Keys that calls' audio can be encrypted with, by their aliases: Kinesis Video's own, and the customer's. */
export async function listStreamKeys(tenantId: TenantId, connectionId: string): Promise<Result<StreamKey[]>> {
  try {
    const { clients } = await openAwsConnection(tenantId, connectionId);
    return succeed(await listKeys(clients.kms));
  } catch (error) {
    return fail(describeFailure(error));
  }
}

async function listKeys(kms: KMSClient): Promise<StreamKey[]> {
  const keys: StreamKey[] = [];
  let Marker: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await kms.send(new ListAliasesCommand({ Limit: 100, Marker }));
    for (const { AliasName: name = "", AliasArn = "", TargetKeyId = "" } of page.Aliases ?? []) {
      // An alias without a key is one that AWS has reserved and not used yet.
      if (TargetKeyId === "" || (name.startsWith(awsManaged) && name !== ofKinesisVideo)) continue;
      const arn = AliasArn.replace(/:alias\/.*$/, `:key/${TargetKeyId}`);
      keys.push({ id: name === ofKinesisVideo ? name : arn, name });
    }
    Marker = page.Truncated === true ? page.NextMarker : undefined;
    if (Marker === undefined) break;
  }
  return keys.sort((a, b) => a.name.localeCompare(b.name));
}
