import type { Bot } from "./bot";

export const firstBotCustomer = {
  botId: "st-sandbox-0001",
  clientId: "cs-sandbox-0001",
  clientSecret: "kore-sandbox-client-secret",
  didNumber: "+12065551118",
};

/** The voice agent that a person has already made here: reachable by its API, and not set up for metadata yet. */
export function firstBot(): Bot {
  return {
    ...firstBotCustomer,
    startScript: "",
    transferScript: "",
    serviceNode: undefined,
  };
}
