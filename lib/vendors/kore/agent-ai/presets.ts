/** Hosts of Agent AI that Kore's pages name. It publishes no full list, so any other can be entered. */
export const agentAiHosts = [
  "https://platform.kore.ai",
  "https://agentassist.kore.ai",
  "https://agentassist-jp.kore.ai",
  "https://de-platform.kore.ai",
  "https://eu-platform.kore.ai",
  "https://jp-platform.kore.ai",
] as const;

/** Where Agent AI takes the audio, as the guide gives it. */
export const usualWssUrl = "wss://savg-webserver.kore.ai";

/** Agent AI's own addresses behind an allowlist, as Kore gives them for the US. */
export const agentAiTrunkRanges = ["172.23.12.0/24", "172.23.13.0/24"] as const;

export const widgetPath = "/koreagentassist-sdk-v3/UI/agentassist-iframe.html";
export const transcriberPath = "/integrations/amzn/voice/";
export const hostedPagePath = "/integrations/amzn/ccp-voice/";
export const workspacePagePath = "/integrations/amzn/tpa-voice/";

/** The key that AWS makes for Kinesis Video Streams in an account that uses it. */
export const ownStreamKey = "alias/aws/kinesisvideo";

/** What the simulated Agent AI takes: nothing has to be typed on the sandbox. */
export const simulatedAgentAi = {
  sipUri: "sip:sandbox-siprec@agent-ai.sandbox.invalid",
  accountId: "65fa7cd90fe440b013000001",
} as const;
