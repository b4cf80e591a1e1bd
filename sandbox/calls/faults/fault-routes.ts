import type { ControlRoute } from "../../wire/control";
import { callFaults } from "./registry";
import { undoFaults } from "./standing-faults";

/** GET /_sandbox/faults/calls: what a test call may name as its fault. DELETE: puts the account back at once. */
export const callFaultRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_sandbox/faults/calls",
    handle: () => ({
      body: {
        faults: callFaults.map(({ name, title, vendors, codes, changesAccount = false }) => ({
          name,
          title,
          vendors,
          codes,
          changesAccount,
        })),
      },
    }),
  },
  {
    method: "DELETE",
    path: "/_sandbox/faults/calls",
    async handle(_request, account) {
      await undoFaults(account);
      return { body: {} };
    },
  },
];
