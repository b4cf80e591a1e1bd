import { defineBlueprint } from "@/lib/blueprints/blueprint";
import type { Vendor } from "../vendor";
import { toyAccount, toyBlueprint } from "./toy-account";
import { toy } from "./toy-vendor";

/** The toy's voice agent, wired into the toy contact center. */
export const toyWired = defineBlueprint({
  ...toyBlueprint,
  kind: "toy-wired",
  title: "Toy agent in the toy contact center",
  needs: ["toy-agent", "toy-center"],
});

/** A maker of voice agents whose only blueprint is for a contact center that isn't Amazon's. */
export const toyAgent: Vendor = {
  ...toy,
  name: "toy-agent",
  connection: { ...toy.connection, kind: "toy-agent" },
  blueprints: [toyWired],
  cableProofs: {
    "toy-wired": toyAccount.cableProofs["toy-without-aws"] ?? { order: [], tellsOf: () => ({}), causes: {} },
  },
};
