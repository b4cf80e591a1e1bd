import { answerCredentials } from "./answer-credentials";

/** An HTTP API calls this for the contact control panel that Kore hosts. */
export const handler = answerCredentials;
