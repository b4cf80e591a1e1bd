import { eventKind } from "../../event-kind";

/** A request to the API that a vendor posts to, and the HTTP status that it was answered with. */
export const apiRequest = eventKind<{ status: number }>("api-access-log.request");
