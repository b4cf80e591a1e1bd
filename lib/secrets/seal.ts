import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyRing } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { currentKeyRing, ringKey } from "@/lib/secrets/key-ring";

// An envelope: each value has a data key of its own, which a key of the ring wraps. Rotation then only wraps again.
// Written as v1.<key id>.<wrapped data key>.<nonce + ciphertext + tag>, parts in base64url.
const version = "v1";
const nonceBytes = 12;
const tagBytes = 16;

function encrypt(key: Buffer, plain: Buffer, boundTo: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(boundTo, "utf8"));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, boundTo: string): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new Error("too short");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(boundTo, "utf8"))
    .setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([
    decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)),
    decipher.final(),
  ]);
}

function splitSealed(sealed: string): { keyId: string; wrapped: Buffer; body: Buffer } {
  const [form, keyId, wrapped, body, ...rest] = sealed.split(".");
  if (form !== version || !keyId || !wrapped || !body || rest.length > 0) {
    throw new Error("This isn't an encrypted secret.");
  }
  return {
    keyId: Buffer.from(keyId, "base64url").toString("utf8"),
    wrapped: Buffer.from(wrapped, "base64url"),
    body: Buffer.from(body, "base64url"),
  };
}

function joinSealed(keyId: string, wrapped: Buffer, body: Buffer): string {
  const id = Buffer.from(keyId, "utf8");
  return [version, ...[id, wrapped, body].map((part) => part.toString("base64url"))].join(".");
}

function failToOpen(cause: unknown): never {
  // The cause says nothing but "unable to authenticate"; which value it was is the caller's to say.
  throw new Error(
    "A stored secret couldn't be decrypted: the key is wrong, or the value was changed or moved from another row.",
    {
      cause,
    },
  );
}

/**
 * `${table}:${tenantId}:${id}:${field}`: where a encrypted value lives. Moved elsewhere, it can't be opened. A person's
 * second factor belongs to no tenant, and moves from one field to the other when it is proven: only the person counts.
 */
export function placeOf(
  table: "Connection" | "Integration" | "SecondFactor",
  ownerId: TenantId | string,
  id: string,
  field: string,
): string {
  return table === "SecondFactor" ? `${table}:${id}` : `${table}:${ownerId}:${id}:${field}`;
}

/**
 * Seals a secret for one place (see placeOf) with the current key of the ring. AES-256-GCM twice: value, and data key.
 */
export function sealSecret(plain: string, boundTo: string, ring: KeyRing = currentKeyRing()): string {
  const dataKey = randomBytes(32);
  const body = encrypt(dataKey, Buffer.from(plain, "utf8"), boundTo);
  return joinSealed(ring.current, encrypt(ringKey(ring.current, ring), dataKey, boundTo), body);
}

/** Opens what sealSecret made for the same place. Throws when it was changed, moved, or its key is gone. */
export function openSecret(sealed: string, boundTo: string, ring: KeyRing = currentKeyRing()): string {
  const { keyId, wrapped, body } = splitSealed(sealed);
  const key = ringKey(keyId, ring);
  try {
    return decrypt(decrypt(key, wrapped, boundTo), body, boundTo).toString("utf8");
  } catch (error) {
    return failToOpen(error);
  }
}

/** The same secret under the ring's current key; undefined when it already is. The value itself isn't opened. */
export function rewrapSecret(
  sealed: string,
  boundTo: string,
  ring: KeyRing = currentKeyRing(),
): string | undefined {
  const { keyId, wrapped, body } = splitSealed(sealed);
  if (keyId === ring.current) return undefined;
  const key = ringKey(keyId, ring);
  try {
    const dataKey = decrypt(key, wrapped, boundTo);
    return joinSealed(ring.current, encrypt(ringKey(ring.current, ring), dataKey, boundTo), body);
  } catch (error) {
    return failToOpen(error);
  }
}
