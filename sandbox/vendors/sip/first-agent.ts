/** The user of the first account's agent, and the host that agents listen on. */
export const firstAgentUser = "+12065551119";
export const agentHost = "sip.voice-agent.example";
