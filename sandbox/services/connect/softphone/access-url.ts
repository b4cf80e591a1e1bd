import type { SandboxAccount } from "../../../state/account";

type Linked = Pick<SandboxAccount, "links">;

/**
 * The instance's own host name. Browsers resolve every name under `localhost` to this machine and treat it as a secure
 * context, so that the pages there may use the microphone and cookies that other sites' frames can read.
 */
export function instanceHost(alias: string): string {
  return `${alias.toLowerCase()}.localhost`;
}

/** What stands for `https://ALIAS.my.connect.aws`: without a slash at its end. */
export function accessUrl({ links }: Linked, alias: string): string {
  const { port } = new URL(links.awsUrl || "http://127.0.0.1");
  return `http://${instanceHost(alias)}${port === "" ? "" : `:${port}`}`;
}
