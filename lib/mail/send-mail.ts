import { createTransport } from "nodemailer";
import type { Config } from "@/lib/kernel/config";
import { isLoopback } from "@/lib/kernel/config-addresses";

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

const timeoutMs = 10_000;

/**
 * How to reach the mail server. Nothing crosses a network unencrypted, whether the server asks for a password or not: a
 * link in the mail sets one. Its certificate must be valid.
 */
export function transportOf(serverUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(serverUrl);
  const isTls = protocol === "smtps:";
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port) || (isTls ? 465 : 587),
    secure: isTls,
    requireTLS: !isTls && (username !== "" || !isLoopback(hostname)),
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Sends one email, with a connection of its own. Rejects when the mail server doesn't take it within seconds. */
export async function sendMail({ serverUrl, from }: NonNullable<Config["mail"]>, mail: Mail): Promise<void> {
  const transport = createTransport(transportOf(serverUrl));
  try {
    await transport.sendMail({ from, ...mail });
  } finally {
    transport.close();
  }
}
