import type { ControlRoute } from "../../wire/control";
import { callFaults } from "./registry";
import { undoFaults } from "./standing-faults";

/** GET /_sandbox/faults/calls: the faults that a test call can have. DELETE: restores the account immediately. */
export const callFaultRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_sandbox/faults/calls",
    handle: () => ({
      body: {
        faults: callFaults.map(({ name, title, side, vendors, codes, changesAccount = false }) => ({
          name,
          title,
          side,
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
