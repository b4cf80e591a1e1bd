import type { DesiredResource } from "@/lib/engine/resource";
import { type KoreZoomInput, variableGroup, variables, zoomAccountOf } from "./names";

/**
 * What a plan makes in Zoom: nothing unless the settings say so. Kore's side, the connector, and a flow that nobody gave a
 * file of are a person's work (guide.ts).
 */
export function koreZoomDesired(input: KoreZoomInput): DesiredResource[] {
  const { flowName, entryPoints, changes } = input.settings;
  const accountId = zoomAccountOf(input);
  return [
    ...(changes.variables
      ? variables.map(({ name, description }) => ({
          logicalId: `variable:${name}`,
          type: "zoom-variable",
          props: { accountId, group: variableGroup, name, description },
          ledgerRows: ["ZC-13"],
        }))
      : []),
    ...(changes.flowFile === ""
      ? []
      : [
          {
            logicalId: "zoom-flow",
            type: "zoom-flow",
            props: { name: flowName, content: changes.flowFile },
            ledgerRows: ["ZC-12"],
          },
        ]),
    ...(changes.entryPoints
      ? entryPoints.map((number) => ({
          logicalId: `entry-point:${number}`,
          type: "zoom-entry-point",
          props: {
            number,
            flowName,
            ...(changes.flowFile === "" ? {} : { flowId: { $ref: "zoom-flow.id" } }),
          },
          ledgerRows: ["ZC-12"],
        }))
      : []),
  ];
}
