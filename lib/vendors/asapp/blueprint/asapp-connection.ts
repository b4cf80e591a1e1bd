import { z } from "zod";
import { readAsappHost } from "@/lambdas/shared/asapp/read-asapp-host";
import { ProblemError } from "@/lib/kernel/result";
import type { AsappInput } from "./names";

const asappConnection = z.looseObject({
  host: z.string().min(1),
  apiId: z.string().min(1),
  /** Set by the seed alone: the account lives in the simulated ASAPP. */
  simulated: z.boolean().optional(),
});

/** Where the simulated ASAPP answers; undefined when it does not run. */
export type FindSimulatedAsapp = () => string | undefined;

/** Throws `asapp-connection-incomplete`. */
export function parseAsappConnection({ vendors }: Pick<AsappInput, "vendors">) {
  const parsed = asappConnection.safeParse(vendors.asapp ?? {});
  if (parsed.success) return parsed.data;
  throw new ProblemError({
    code: "asapp-connection-incomplete",
    sentence: "The ASAPP connection has no host or no API ID. Nothing was changed.",
    wayOut: "Open the ASAPP connection, fill in the missing fields, and save it.",
  });
}

/**
 * What the functions are told of ASAPP's host. They take ASAPP's own hosts alone; another one, which the console's operator
 * has allowed for this connection, is allowed to them by name.
 */
export function hostSettings(
  input: Pick<AsappInput, "vendors" | "isSandbox">,
  simulated: FindSimulatedAsapp,
): Record<string, string> {
  const connection = parseAsappConnection(input);
  const host = connection.simulated === true ? simulatedHost(input.isSandbox, simulated) : connection.host;
  return { ASAPP_API_HOST: host, ...(readAsappHost(host, []) ? {} : { ASAPP_ALLOWED_HOSTS: host }) };
}

function simulatedHost(isSandbox: boolean, simulated: FindSimulatedAsapp): string {
  const url = isSandbox ? simulated() : undefined;
  if (url !== undefined) return url.replace(/\/+$/, "");
  throw new ProblemError({
    code: "asapp-simulated-elsewhere",
    sentence: "The simulated ASAPP can only be reached from the sandbox account. Nothing was changed.",
    wayOut: "Choose a connection with ASAPP's own credentials, or the sandbox's account.",
  });
}
