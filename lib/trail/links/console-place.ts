import type { TrailEvent } from "@/lib/trail/event";

/** Where the AWS console of the account is. Absent from a trail for the sandbox, and for partitions with other consoles. */
export interface ConsolePlace {
  region: string;
  instanceAlias: string;
}

export type EventLink = NonNullable<TrailEvent["link"]>;

/** undefined where no console's address is known for certain. */
export function consolePlace(access: {
  kind: string;
  region: string;
  instanceAlias: string;
}): ConsolePlace | undefined {
  const { kind, region, instanceAlias } = access;
  const isUsual = /^[a-z]{2}-[a-z]+-\d$/.test(region) && !region.startsWith("cn-");
  return kind === "sandbox" || !isUsual ? undefined : { region, instanceAlias };
}

/** `path` begins with the service's own name. */
export function consoleUrl({ region }: ConsolePlace, path: string): string {
  return `https://${region}.console.aws.amazon.com/${path}`;
}

/** Each event with the link that it has; unchanged without a console. */
export function withLinks(
  events: TrailEvent[],
  place: ConsolePlace | undefined,
  linkOf: (event: TrailEvent, place: ConsolePlace) => EventLink | undefined,
): TrailEvent[] {
  if (!place) return events;
  return events.map((event) => {
    const link = linkOf(event, place);
    return link ? { ...event, link } : event;
  });
}
