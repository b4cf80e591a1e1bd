import type { Bot } from "./bot";

/**
 * The voice agent that the sandbox's Kore account starts with: its credentials work, nothing of the guide is set up in it
 * yet. Made up, and of no use anywhere else.
 */
export function firstBots(): Record<string, Bot> {
  const botId = "st-sandbox-0001";
  return {
    [botId]: {
      botId,
      clientId: "cs-sandbox-0001",
      clientSecret: "kore-sandbox-client-secret",
      didNumber: "+12065551118",
      startScript: "",
      transferScript: "",
      serviceNode: undefined,
    },
  };
}
