/** What calls of the first account's agent are for, and the host that agents listen at. */
export const firstAgentUser = "+12065551119";
export const agentHost = "sip.voice-agent.example";
