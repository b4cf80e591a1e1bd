import { simulatedVendors } from "../vendors/registry";
import { ControlError, type ControlRoute } from "../wire/control";
import { readCallRequest } from "./call-request";
import { callViews } from "./call-view";
import { placeCall } from "./place-call";

/** POST /_sandbox/calls places a call and answers immediately; GET /_sandbox/calls/{contactId} shows its progress. */
export const callRoutes: readonly ControlRoute[] = [
  {
    method: "POST",
    path: "/_sandbox/calls",
    handle({ body }, account) {
      const read = readCallRequest(body, simulatedVendors);
      if (!read.ok) throw new ControlError(400, read.message);
      const placed = placeCall(account, read.request);
      if (!placed.ok) throw new ControlError(placed.status, placed.message);
      return { status: 201, body: { contactId: placed.contactId } };
    },
  },
  {
    method: "GET",
    path: "/_sandbox/calls/{contactId}",
    handle({ labels }, account) {
      const view = callViews(account).get(labels.contactId ?? "");
      if (!view) throw new ControlError(404, "No call since the sandbox started has that contact ID.");
      return { body: view };
    },
  },
];
