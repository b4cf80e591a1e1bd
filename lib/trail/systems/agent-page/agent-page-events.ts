import { eventKind } from "../../event-kind";

/** The vendor's panel announced itself in its frame and was given the contact. */
export const panelLoaded = eventKind("agent-page.panel-loaded");
/** It didn't announce itself in time, or Patchbay had no token for it. */
export const panelFailed = eventKind("agent-page.panel-failed");
/** Its token ended while the agent still had the contact. */
export const tokenExpired = eventKind("agent-page.token-expired");
export const microphoneRefused = eventKind("agent-page.microphone-refused");
/** The instance's softphone didn't load in the page. */
export const frameRefused = eventKind("agent-page.frame-refused");
/** An agent attached their softphone's log. */
export const logAttached = eventKind<{ lines: number; errors: number; by: string }>(
  "agent-page.log-attached",
);
