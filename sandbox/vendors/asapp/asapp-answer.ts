import { randomUUID } from "node:crypto";
import type { VendorAnswer } from "../shared/serve-vendor";

const sentences: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "The API credentials are missing or wrong",
  403: "These credentials can't access this resource",
  404: "No such resource",
  409: "The resource already exists",
  413: "The request is too large",
  422: "The request cannot be processed",
  429: "Too many requests",
  503: "The service is unavailable",
};

/** `{error{requestId, code: "400-03", message}}` */
export function asappError(status: number, number = 1, message = sentences[status] ?? "Error"): VendorAnswer {
  const code = `${status}-${String(number).padStart(2, "0")}`;
  return { status, body: { error: { requestId: randomUUID(), code, message } } };
}
