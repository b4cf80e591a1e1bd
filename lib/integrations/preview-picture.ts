import { awsSettings } from "@/lib/aws/aws-settings";
import type { AnyBlueprint, Cable, Jack } from "@/lib/blueprints/blueprint";
import { isInSandbox } from "@/lib/connections/sandbox-vendors";
import type { ConnectionView } from "@/lib/connections/store";
import { accountVendorOf } from "@/lib/vendors/account-vendor";
import { listBlueprints } from "@/lib/vendors/blueprints";

/** A blueprint whose connections are all stored, and nothing made of it yet. */
export interface ReadyBlueprint {
  kind: string;
  title: string;
  description: string;
  /** undefined where it needs no AWS account. */
  awsConnectionId: string | undefined;
  vendorConnections: Record<string, string>;
  /** Nobody calls the sandbox's numbers: it can be planned without a form. */
  isSandbox: boolean;
  picture: { jacks: Jack[]; cables: Cable[] };
}

/** What could be planned next with these connections, as a picture in which nothing is proven. Pure. */
export function readyBlueprints(connections: readonly ConnectionView[]): ReadyBlueprint[] {
  return listBlueprints().flatMap((blueprint) => {
    const kind = accountVendorOf(blueprint)?.connection.kind ?? "aws";
    const account = connections.find((connection) => connection.kind === kind);
    if (!account) return [];
    const aws = blueprint.withoutAws ? undefined : awsSettings.safeParse(account.settings);
    if (aws?.success === false) return [];
    const vendors = blueprint.needs.map((kind) => connections.find((connection) => connection.kind === kind));
    if (vendors.some((vendor) => vendor === undefined)) return [];
    const found = vendors.flatMap((vendor) => vendor ?? []);
    return [
      {
        kind: blueprint.kind,
        title: blueprint.title,
        description: blueprint.description,
        awsConnectionId: blueprint.withoutAws ? undefined : account.id,
        vendorConnections: Object.fromEntries(found.map(({ kind, id }) => [kind, id])),
        isSandbox: isInSandbox(account),
        picture: drawEmpty(
          blueprint,
          { region: aws?.data.region ?? "", isSandbox: !aws && isInSandbox(account) },
          found,
        ),
      },
    ];
  });
}

function drawEmpty(
  blueprint: AnyBlueprint,
  place: { region: string; isSandbox: boolean },
  vendors: readonly ConnectionView[],
) {
  const input = {
    prefix: "",
    accountId: "",
    ...place,
    instanceId: "",
    instanceArn: "",
    instanceAlias: "",
    vendors: Object.fromEntries(vendors.map(({ kind, settings }) => [kind, settings])),
    outputs: {},
    bypassed: false,
  };
  // A Connect instance's queue and entry have no default; a picture can do without them.
  const instance = blueprint.withoutAws ? {} : { queueId: "unset", entry: { kind: "own-flow" } };
  const settings = blueprint.settings.safeParse({ ...blueprint.defaults(input), ...instance });
  return settings.success
    ? blueprint.picture({ ...input, settings: withoutNumber(settings.data) })
    : { jacks: [], cables: [] };
}

/** Which numbers lead there is chosen with the settings: the picture says that there is none yet. */
function withoutNumber(settings: object): object {
  if (!("entry" in settings)) return settings;
  return { ...settings, entry: { kind: "numbers", testNumbers: [], liveNumbers: [], promoted: false } };
}
