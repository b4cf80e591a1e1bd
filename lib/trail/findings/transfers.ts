import type { Trail, TrailEvent } from "@/lib/trail/event";
import { eventsOf, rawMember } from "@/lib/trail/findings/finding-rule";

/** A block's parameter, as the flow log has it. */
export function parameterOf(event: TrailEvent, name: string): string | undefined {
  const value = rawMember(event, "Parameters", name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Where the flow log says that the call was handed to a third party; the ends of these blocks are left out. */
export function transfersOf(trail: Trail): TrailEvent[] {
  return eventsOf(trail, "flow-log", "sip").filter(({ id }) => !id.endsWith(":end"));
}

export function endOfTransfer(trail: Trail, { id }: TrailEvent): TrailEvent | undefined {
  return trail.events.find((event) => event.id === `${id}:end`);
}

/** Over the telephone network, and not through a voice connector. */
export function goesByPhone(event: TrailEvent): boolean {
  return (
    parameterOf(event, "VoiceConnectorArn") === undefined &&
    parameterOf(event, "ToUser") === undefined &&
    (parameterOf(event, "PhoneNumber") ?? parameterOf(event, "ThirdPartyPhoneNumber")) !== undefined
  );
}

/** What the flow did after an event. Blocks share milliseconds, so it is their order that tells. */
export function flowAfter(trail: Trail, { id }: TrailEvent): TrailEvent[] {
  const log = eventsOf(trail, "flow-log");
  const place = log.findIndex((event) => event.id === id);
  return log.slice(place + 1).filter((event) => event.id !== `${id}:end`);
}
