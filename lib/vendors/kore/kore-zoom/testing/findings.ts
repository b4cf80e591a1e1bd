/** Only contacts of Zoom Contact Center have these: contacts.integration.test.ts tries each on a call. */
export const koreZoomFindings: readonly string[] = [
  "kore-contact-not-linked",
  "kore-no-summary",
  "zoom-caller-hung-up",
  "zoom-daily-limit",
  "zoom-entry-point-elsewhere",
  "zoom-flow-not-published",
  "zoom-scope-missing",
  "zoom-transfer-refused",
  "zoom-voice-bot-not-reached",
];
