import { ProblemError } from "@/lib/kernel/result";
import type { AgentAiAddresses } from "./agent-ai-connection";
import type { AgentAiConsole } from "./console";

/**
 * The functions take Kore's own hosts alone. Another one is allowed to them by name, and only if it is the Kore
 * connection's: that host the console's operator has allowed, and the client secret was stored for it. Throws
 * `agent-ai-host-foreign` for any other: a call's sound and a widget's token would go there.
 */
export function allowedHosts(
  {
    usualHost,
    host,
    iframeUrl,
    transcriberUrl,
    wssUrl,
  }: Pick<AgentAiAddresses, "usualHost" | "host" | "iframeUrl" | "transcriberUrl" | "wssUrl">,
  { isListed }: Pick<AgentAiConsole, "isListed">,
): Record<string, string> {
  const usual = new URL(usualHost).origin;
  for (const address of [host, iframeUrl, transcriberUrl]) {
    const { origin } = new URL(address);
    if (!isKores(origin) && origin !== usual) throw foreignHost(origin);
  }
  // Kore's transcriber sends a call's sound there, with a token that is signed with the client secret. An account on its own
  // premises has a host of its own for it, which isn't the one of its consoles.
  const audio = new URL(wssUrl.replace(/^wss:/, "https:"));
  if (!isKores(audio.origin) && audio.hostname !== new URL(usual).hostname && !isListed(audio)) {
    throw foreignAudio(audio.host);
  }
  const transcriber = new URL(transcriberUrl);
  return isKores(transcriber.origin) ? {} : { KORE_ALLOWED_HOSTS: transcriber.host };
}

function isKores(origin: string): boolean {
  const { protocol, hostname, port } = new URL(origin);
  return protocol === "https:" && port === "" && hostname.endsWith(".kore.ai");
}

function foreignHost(origin: string): ProblemError {
  return new ProblemError({
    code: "agent-ai-host-foreign",
    sentence: `${origin} is neither a host of kore.ai nor the host of the Kore connection. Nothing was changed.`,
    wayOut:
      "In the settings, leave Agent AI's addresses to the Kore connection's host, or choose one of Kore's.",
  });
}

function foreignAudio(host: string): ProblemError {
  return new ProblemError({
    code: "agent-ai-host-foreign",
    sentence: `Agent AI's address for audio is on ${host}, which is neither a host of kore.ai nor the host of the Kore connection. Nothing was changed.`,
    wayOut:
      "Enter the address that Agent AI shows. Your operator can allow another host in PATCHBAY_ALLOWED_HOSTS.",
  });
}
