import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { koreZoomDesired } from "./kore-zoom/desired";
import { koreZoomFields } from "./kore-zoom/fields";
import { koreZoomGuide } from "./kore-zoom/guide";
import { ledgerRows } from "./kore-zoom/ledger-rows";
import { linkToken, zoomAccountOf } from "./kore-zoom/names";
import { koreZoomPicture } from "./kore-zoom/picture";
import { type KoreZoomSettings, koreZoomSettings } from "./kore-zoom/settings";

/** The simulated account has this flow from its start, and this connector's page. */
const inSandbox = (accountId: string) => ({
  flowName: "Patchbay sandbox voice bot",
  entryPoints: ["+12065550188"],
  connector: {
    name: "Kore voice bot",
    domain: `${accountId.toLowerCase()}.voicebot.zoom.example`,
    didNumber: "+12065550190",
  },
});

/** Kore's voice agent in a flow of Zoom Contact Center. It needs no AWS account. */
export const koreZoom = defineBlueprint<KoreZoomSettings>({
  kind: "kore-zoom",
  title: "Kore voice with Zoom Contact Center",
  description:
    "Callers of Zoom Contact Center talk to a Kore voice agent and return to Zoom's flow for an agent.",
  needs: ["kore", "zoom"],
  withoutAws: true,
  centerRoute: ({ entryPoints, flowName }) => ({ numbers: entryPoints, flowName }),
  settings: koreZoomSettings,
  fields: koreZoomFields,
  defaults: ({ isSandbox, vendors }) => {
    const {
      flowName: _flow,
      entryPoints: _numbers,
      ...rest
    } = koreZoomSettings.parse({
      flowName: "unset",
      entryPoints: ["+12065550100"],
    });
    return isSandbox ? { ...rest, ...inSandbox(zoomAccountOf({ vendors })) } : rest;
  },
  generatedSecrets: {
    [linkToken]: {
      bytes: 32,
      enteredIn: "the event script of the flow in Zoom",
      ifDropped: "those engagements aren't linked with Kore's session",
      takenBy: "console",
    },
  },
  desired: koreZoomDesired,
  guide: koreZoomGuide,
  picture: koreZoomPicture,
  lambdaNames: () => [],
  ledgerRows,
});
