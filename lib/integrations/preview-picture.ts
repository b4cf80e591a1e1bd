import { awsSettings } from "@/lib/aws/aws-settings";
import type { AnyBlueprint, Cable, Jack } from "@/lib/blueprints/blueprint";
import type { ConnectionView } from "@/lib/connections/store";
import { listBlueprints } from "@/lib/vendors/blueprints";

/** A blueprint whose connections are all stored, and nothing made of it yet. */
export interface ReadyBlueprint {
  kind: string;
  title: string;
  description: string;
  awsConnectionId: string;
  vendorConnections: Record<string, string>;
  /** Nobody calls the sandbox's numbers: it can be planned without a form. */
  isSandbox: boolean;
  picture: { jacks: Jack[]; cables: Cable[] };
}

/** What could be planned next with these connections, as a picture in which nothing is proven. Pure. */
export function readyBlueprints(connections: readonly ConnectionView[]): ReadyBlueprint[] {
  const account = connections.find(({ kind }) => kind === "aws");
  const settings = awsSettings.safeParse(account?.settings);
  if (!account || !settings.success) return [];
  return listBlueprints().flatMap((blueprint) => {
    const vendors = blueprint.needs.map((kind) => connections.find((connection) => connection.kind === kind));
    if (vendors.some((vendor) => vendor === undefined)) return [];
    const found = vendors.flatMap((vendor) => vendor ?? []);
    return [
      {
        kind: blueprint.kind,
        title: blueprint.title,
        description: blueprint.description,
        awsConnectionId: account.id,
        vendorConnections: Object.fromEntries(found.map(({ kind, id }) => [kind, id])),
        isSandbox: settings.data.access.kind === "sandbox",
        picture: drawEmpty(blueprint, settings.data.region, found),
      },
    ];
  });
}

function drawEmpty(blueprint: AnyBlueprint, region: string, vendors: readonly ConnectionView[]) {
  const input = {
    prefix: "",
    accountId: "",
    region,
    instanceId: "",
    instanceArn: "",
    instanceAlias: "",
    vendors: Object.fromEntries(vendors.map(({ kind, settings }) => [kind, settings])),
    outputs: {},
    bypassed: false,
    isSandbox: false,
  };
  // The queue and the entry have no default; a picture needs neither.
  const settings = blueprint.settings.safeParse({
    ...blueprint.defaults(input),
    queueId: "unset",
    entry: { kind: "own-flow" },
  });
  return settings.success
    ? blueprint.picture({ ...input, settings: settings.data })
    : { jacks: [], cables: [] };
}
