import { z } from "zod";
import type { VendorDemo } from "../../vendor";

/** What is there of that a plan could have made or changed. */
const zoomAccount = z.object({
  entryPoints: z.array(z.looseObject({})),
  flows: z.array(z.object({ name: z.string() })),
  variables: z.array(z.object({ group: z.string(), name: z.string() })),
});
const connection = z.object({ accountId: z.string() });

export const koreZoomDemo: VendorDemo = {
  blueprint: "kore-zoom",
  integrationName: "Kore in Zoom Contact Center",
  settings: { changes: { variables: true } },
  holds: {
    path: (settings) => `/_sandbox/accounts/${encodeURIComponent(connection.parse(settings).accountId)}`,
    parse(answer) {
      const { entryPoints, flows, variables } = zoomAccount.parse(answer);
      return [
        ...entryPoints.map((point) => `entry point ${JSON.stringify(point)}`),
        ...flows.map(({ name }) => `flow ${name}`),
        ...variables.map(({ group, name }) => `variable ${group}.${name}`),
      ];
    },
  },
};
