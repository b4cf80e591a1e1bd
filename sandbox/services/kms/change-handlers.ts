import { randomUUID } from "node:crypto";
import type {
  CancelKeyDeletionRequest,
  CreateAliasRequest,
  CreateKeyRequest,
  DeleteAliasRequest,
  DisableKeyRequest,
  EnableKeyRequest,
  ScheduleKeyDeletionRequest,
} from "@aws-sdk/client-kms";
import type { SandboxAccount } from "../../state/account";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { describeKey, keyOf } from "./key-handlers";
import { type Key, kmsState, makeKey } from "./key-store";

const deletionDays = { least: 7, most: 30 };
const dayMilliseconds = 24 * 3_600_000;

export const changeHandlers: Record<string, Handler> = {
  CreateKey(input: Valid<CreateKeyRequest>, { account }: RequestContext) {
    const { KeySpec = "SYMMETRIC_DEFAULT", KeyUsage = "ENCRYPT_DECRYPT", Policy, MultiRegion } = input;
    if (KeySpec !== "SYMMETRIC_DEFAULT" || KeyUsage !== "ENCRYPT_DECRYPT" || MultiRegion)
      throw notBuilt("keys other than symmetric ones of one Region");
    if (Policy !== undefined) throw notBuilt("key policies");
    const key = makeKey(account, {
      id: randomUUID(),
      manager: "CUSTOMER",
      description: input.Description ?? "",
    });
    for (const { TagKey = "", TagValue = "" } of input.Tags ?? []) key.tags[TagKey] = TagValue;
    kmsState(account).data.keys.push(key);
    kmsState(account).save();
    return { KeyMetadata: describeKey(account, key) };
  },

  CreateAlias(input: Valid<CreateAliasRequest>, context: RequestContext) {
    const { aliases } = kmsState(context.account).data;
    if (!/^alias\/[\w/-]{1,250}$/.test(input.AliasName))
      throw new ServiceError("InvalidAliasNameException", `${input.AliasName} is not a valid alias.`);
    if (input.AliasName.startsWith("alias/aws/"))
      throw new ServiceError("NotAuthorizedException", "alias/aws/ is reserved.", {}, 400);
    if (Object.hasOwn(aliases, input.AliasName))
      throw new ServiceError(
        "AlreadyExistsException",
        `An alias with the name ${input.AliasName} already exists`,
      );
    aliases[input.AliasName] = keyOf(context, input.TargetKeyId).id;
    kmsState(context.account).save();
    return {};
  },

  DeleteAlias(input: Valid<DeleteAliasRequest>, { account }: RequestContext) {
    const { aliases } = kmsState(account).data;
    if (!Object.hasOwn(aliases, input.AliasName))
      throw new ServiceError("NotFoundException", `Alias ${input.AliasName} is not found.`);
    delete aliases[input.AliasName];
    kmsState(account).save();
    return {};
  },

  EnableKey: (input: Valid<EnableKeyRequest>, context: RequestContext) =>
    change(context, input.KeyId, (key) => {
      refusePending(key);
      key.state = "Enabled";
    }),

  DisableKey: (input: Valid<DisableKeyRequest>, context: RequestContext) =>
    change(context, input.KeyId, (key) => {
      refusePending(key);
      key.state = "Disabled";
    }),

  ScheduleKeyDeletion(input: Valid<ScheduleKeyDeletionRequest>, context: RequestContext) {
    const days = input.PendingWindowInDays ?? deletionDays.most;
    if (days < deletionDays.least || days > deletionDays.most)
      throw new ServiceError(
        "ValidationException",
        `PendingWindowInDays must be from ${deletionDays.least} to ${deletionDays.most}.`,
        {},
        400,
      );
    const key = ownKeyOf(context, input.KeyId);
    refusePending(key);
    key.state = "PendingDeletion";
    kmsState(context.account).save();
    return {
      KeyId: key.arn,
      KeyState: key.state,
      PendingWindowInDays: days,
      DeletionDate: context.clock.now() + days * dayMilliseconds,
    };
  },

  /** The key is disabled afterward. */
  CancelKeyDeletion(input: Valid<CancelKeyDeletionRequest>, context: RequestContext) {
    const key = ownKeyOf(context, input.KeyId);
    if (key.state !== "PendingDeletion")
      throw new ServiceError("KMSInvalidStateException", `${key.arn} is not pending deletion.`);
    key.state = "Disabled";
    kmsState(context.account).save();
    return { KeyId: key.arn };
  },
};

function change(context: RequestContext, keyId: string, apply: (key: Key) => void): object {
  apply(ownKeyOf(context, keyId));
  kmsState(context.account).save();
  return {};
}

function ownKeyOf(context: { account: SandboxAccount }, keyId: string): Key {
  const key = keyOf(context, keyId);
  if (key.manager === "AWS")
    throw new ServiceError("AccessDeniedException", "AWS managed keys can't be changed.", {}, 400);
  return key;
}

function refusePending({ arn, state }: Key): void {
  if (state === "PendingDeletion")
    throw new ServiceError("KMSInvalidStateException", `${arn} is pending deletion.`);
}

const notBuilt = (what: string) =>
  new ServiceError("SandboxNotImplementedException", `The sandbox's KMS has no ${what}.`, {}, 501);
