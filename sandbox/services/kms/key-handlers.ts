import type { DescribeKeyRequest, ListAliasesRequest, ListKeysRequest } from "@aws-sdk/client-kms";
import type { SandboxAccount } from "../../state/account";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { aliasArn, findKey, type Key, kmsState } from "./key-store";

export const keyHandlers: Record<string, Handler> = {
  DescribeKey(input: Valid<DescribeKeyRequest>, { account }: RequestContext) {
    const key = keyOf({ account }, input.KeyId);
    return { KeyMetadata: describeKey(account, key) };
  },

  ListKeys(input: Valid<ListKeysRequest>, { account }: RequestContext) {
    const { keys } = kmsState(account).data;
    const page = pageOf(keys, ({ id }) => id, input, { usual: 100, most: 1000 });
    return { Keys: page.items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...page.more };
  },

  ListAliases(input: Valid<ListAliasesRequest>, context: RequestContext) {
    const { account } = context;
    const of = input.KeyId === undefined ? undefined : keyOf(context, input.KeyId).id;
    const wanted = Object.entries(kmsState(account).data.aliases).filter(
      ([, id]) => of === undefined || id === of,
    );
    const page = pageOf(wanted, ([name]) => name, input, { usual: 50, most: 100 });
    return {
      Aliases: page.items.map(([name, id]) => ({
        AliasName: name,
        AliasArn: aliasArn(account, name),
        TargetKeyId: id,
      })),
      ...page.more,
    };
  },
};

export function describeKey({ accountId }: SandboxAccount, key: Key) {
  return {
    AWSAccountId: accountId,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt,
    Enabled: key.state === "Enabled",
    Description: key.description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: key.state,
    Origin: "AWS_KMS",
    KeyManager: key.manager,
    KeySpec: "SYMMETRIC_DEFAULT",
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: false,
  };
}

export function keyOf({ account }: Pick<RequestContext, "account">, idOrArn: string): Key {
  if (idOrArn.startsWith("arn:") && !/^arn:aws:kms:[a-z0-9-]+:\d{12}:(key|alias)\/\S+$/.test(idOrArn))
    throw new ServiceError("InvalidArnException", `Invalid arn ${idOrArn}`);
  const key = findKey(account, idOrArn);
  if (key) return key;
  const isAlias = /(^|:)alias\//.test(idOrArn);
  throw new ServiceError(
    "NotFoundException",
    isAlias
      ? `Alias ${idOrArn.startsWith("arn:") ? idOrArn : aliasArn(account, idOrArn)} is not found.`
      : `Key '${idOrArn}' does not exist`,
  );
}

function pageOf<Item>(
  all: readonly Item[],
  keyOfItem: (item: Item) => string,
  { Limit, Marker }: { Limit?: number | undefined; Marker?: string | undefined },
  { usual, most }: { usual: number; most: number },
) {
  const limit = Limit ?? usual;
  if (limit < 1 || limit > most)
    throw new ServiceError("ValidationException", `Limit must be from 1 to ${most}.`, {}, 400);
  const page = paginate(all, keyOfItem, { limit, token: Marker, badToken: "InvalidMarkerException" });
  return { items: page.items, more: { NextMarker: page.nextToken, Truncated: page.nextToken !== undefined } };
}
