import { z } from "zod";
import { asContactId, asIntegrationId, asTenantId } from "./ids";

/** Ids in an action's input, in a job's payload, or in JSON that we wrote: UUIDs, with their types. */
export const tenantIdInput = z.uuid().transform(asTenantId);
export const contactIdInput = z.uuid().transform((text) => asContactId(text.toLowerCase()));
export const integrationIdInput = z.uuid().transform(asIntegrationId);
