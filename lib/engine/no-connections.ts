import { fail } from "@/lib/kernel/result";
import type { ResourceConnections } from "./resource";

/** Where only things of the AWS account are looked at. */
export const noConnections: ResourceConnections = {
  open: async (kind) =>
    fail({
      code: "connection-missing",
      sentence: `There is no ${kind} connection here. Nothing was changed.`,
      wayOut: "Open the integration to see its connections.",
    }),
};
