import { z } from "zod";
import { logRetentionDays, resourceName, whole } from "./settings-parts";

/** The settings of the table, the three functions and the API through which a voice agent hands over what it learned. */
export const metadataSettings = (names: { table: string; api: string }) => ({
  table: z
    .strictObject({
      name: resourceName(
        "the table",
        /^[A-Za-z0-9_.-]{3,200}$/,
        "3 to 200 letters, digits, _, ., and -",
        names.table,
      ),
      ttlDays: whole("Metadata retention in days", 1, 365, 7),
    })
    .prefault({}),
  logRetentionDays,
  lambda: z
    .strictObject({
      memoryMb: whole("The functions' memory", 128, 3008, 256),
      // The table is given 5 s; API Gateway waits 29 s.
      storeTimeoutSeconds: whole("The store function's timeout", 6, 29, 10),
      // API Gateway waits 10 s for an authorizer.
      authorizerTimeoutSeconds: whole("The authorizer's timeout", 1, 10, 5),
      // The function looks again for 2 s; Connect waits 8 s.
      retrieveTimeoutSeconds: whole("The retrieve function's timeout", 3, 8, 6),
    })
    .prefault({}),
  api: z
    .strictObject({
      name: resourceName(
        "the API",
        /^[A-Za-z0-9 _.-]{1,200}$/,
        "letters, digits, spaces, _, ., and -",
        names.api,
      ),
      stage: resourceName("the API's stage", /^[A-Za-z0-9_-]{1,64}$/, "letters, digits, _, and -", "dev"),
      /** Shows in a call's trail whether a post came, and whether it was refused. */
      accessLog: z.boolean("Choose whether the API writes an access log.").default(true),
    })
    .prefault({}),
});

/** What `metadataSettings` gives. */
export interface MetadataSettings {
  table: { name: string; ttlDays: number };
  logRetentionDays: number;
  lambda: {
    memoryMb: number;
    storeTimeoutSeconds: number;
    authorizerTimeoutSeconds: number;
    retrieveTimeoutSeconds: number;
  };
  api: { name: string; stage: string; accessLog: boolean };
}
