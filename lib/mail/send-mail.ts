import { createTransport } from "nodemailer";
import type { Config } from "@/lib/config";

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

const timeoutMs = 10_000;

/** Sends one e-mail, with a connection of its own. Rejects when the mail server does not take it within seconds. */
export async function sendMail({ serverUrl, from }: NonNullable<Config["mail"]>, mail: Mail): Promise<void> {
  const { protocol, hostname, port, username, password } = new URL(serverUrl);
  const isTls = protocol === "smtps:";
  const transport = createTransport({
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port) || (isTls ? 465 : 587),
    secure: isTls,
    ...(username
      ? {
          auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
          requireTLS: !isTls,
        }
      : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from, ...mail });
  } finally {
    transport.close();
  }
}
