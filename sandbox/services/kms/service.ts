import { randomUUID } from "node:crypto";
import * as schemas from "@aws-sdk/client-kms";
import type { SandboxAccount } from "../../state/account";
import { ControlError, type ControlRoute } from "../../wire/control";
import type { SandboxService } from "../../wire/service";
import { changeHandlers } from "./change-handlers";
import { keyHandlers } from "./key-handlers";
import { aliasArn, findKey, type Key, kinesisVideoAlias, kmsState, makeKey } from "./key-store";

export const kms: SandboxService = {
  name: "kms",
  schemas,
  protocol: { kind: "json", version: "1.1", target: "TrentService" },
  handlers: { ...keyHandlers, ...changeHandlers },
  // Lists and CreateKey have no resource type. Where an alias is named for its key, the key's permission counts.
  permissions(operation, { KeyId, TargetKeyId, AliasName }, { account }) {
    const action = `kms:${operation}`;
    const named = KeyId ?? TargetKeyId;
    const ofAlias = typeof AliasName === "string" ? [{ action, resource: aliasArn(account, AliasName) }] : [];
    if (operation === "ListAliases" || (named === undefined && ofAlias.length === 0)) return [{ action }];
    const of = String(named ?? kmsState(account).data.aliases[String(AliasName)]);
    return [{ action, resource: findKey(account, of)?.arn ?? of }, ...ofAlias];
  },
};

const states: readonly Key["state"][] = ["Enabled", "Disabled", "PendingDeletion"];

/** Keys are made and disabled in the KMS console by people, whom these routes stand for. */
export const kmsControlRoutes: readonly ControlRoute[] = [
  {
    method: "POST",
    path: "/_sandbox/kms/keys",
    handle({ body }, account) {
      const [alias, description] = [read(body, "alias"), read(body, "description")];
      if (
        alias !== undefined &&
        !(typeof alias === "string" && /^alias\/(?!aws\/)[\w/-]{1,250}$/.test(alias))
      )
        throw new ControlError(400, "alias must begin with alias/, and not with alias/aws/.");
      const key = makeKey(account, {
        id: randomUUID(),
        manager: "CUSTOMER",
        description: typeof description === "string" ? description : "",
      });
      const file = kmsState(account);
      file.data.keys.push(key);
      if (typeof alias === "string") file.data.aliases[alias] = key.id;
      file.save();
      return { status: 201, body: { keyId: key.id, arn: key.arn } };
    },
  },
  {
    method: "PUT",
    path: "/_sandbox/kms/keys/{keyId}",
    handle({ labels, body }, account) {
      const key = findKey(account, labels.keyId ?? "");
      const state = states.find((one) => one === read(body, "state"));
      if (!key) throw new ControlError(404, "There is no such key.");
      if (key.manager === "AWS") throw new ControlError(409, "A key of AWS's own can't be disabled.");
      if (!state) throw new ControlError(400, `state must be one of ${states.join(", ")}.`);
      key.state = state;
      kmsState(account).save();
      return { body: { keyId: key.id, arn: key.arn, state } };
    },
  },
  {
    method: "PUT",
    path: "/_sandbox/kms/options",
    /** An account that never used Kinesis Video Streams doesn't have its key. */
    handle({ body }, account) {
      const wanted = read(body, "kinesisVideoKey");
      if (typeof wanted !== "boolean") throw new ControlError(400, "kinesisVideoKey must be true or false.");
      setKinesisVideoKey(account, wanted);
      return { body: { kinesisVideoKey: wanted } };
    },
  },
];

function setKinesisVideoKey(account: SandboxAccount, wanted: boolean): void {
  const file = kmsState(account);
  const key = file.data.keys.find(({ manager }) => manager === "AWS");
  if (wanted && key) file.data.aliases[kinesisVideoAlias] = key.id;
  if (!wanted) delete file.data.aliases[kinesisVideoAlias];
  file.save();
}

function read(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}
