/**
 * Ids that must not be taken for one another. Each is a string at run time, and a type of its own at compile time:
 * a tenant's id where a contact's is asked for doesn't compile. Rows of the database come with these types already
 * (prisma/brand-ids.mjs), text from outside gets them from a parser (here, and parseContactId), an action's input from
 * id-input.ts.
 */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** A UUID. */
export type TenantId = Id<"tenant">;
/** A UUID, in lower case. */
export type ContactId = Id<"contact">;
/** A UUID. */
export type IntegrationId = Id<"integration">;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** Pure. Undefined unless the text is a UUID. */
export function parseTenantId(text: string): TenantId | undefined {
  return isUuid(text) ? asTenantId(text) : undefined;
}

/** Pure. Undefined unless the text is a UUID. */
export function parseIntegrationId(text: string): IntegrationId | undefined {
  return isUuid(text) ? asIntegrationId(text) : undefined;
}

/** For text that is known to be a tenant's id: checked before, or made by us. */
export function asTenantId(text: string): TenantId {
  return text as TenantId;
}

/** For text that is known to be a contact's id in lower case: Amazon Connect's own answer, or checked before. */
export function asContactId(text: string): ContactId {
  return text as ContactId;
}

/** For text that is known to be an integration's id: checked before, or made by us. */
export function asIntegrationId(text: string): IntegrationId {
  return text as IntegrationId;
}
