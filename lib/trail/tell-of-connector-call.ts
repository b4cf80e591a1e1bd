import type { Cable } from "@/lib/blueprints/blueprint";
import type { ToldCables } from "./cable-proofs";
import type { TrailEvent } from "./event";
import { functionRan } from "./systems/lambda-log/lambda-events";

/** What differs between pictures of calls through a voice connector. */
interface ConnectorPicture {
  /** From the connector to the voice agent's side. */
  answering: Cable["id"];
  /** Cables that the voice agent's post comes through before the API. */
  beforeApi: readonly Cable["id"][];
}

/** Which cables an event proves in a call that goes out through a voice connector and whose metadata comes by an API. */
export function tellOfConnectorCall(
  event: TrailEvent,
  { answering, beforeApi }: ConnectorPicture,
): ToldCables {
  switch (event.hop) {
    case "number":
      return { own: "number" };
    case "sip":
      if (event.source === "sip-messages") return { own: answering, passed: ["sip"] };
      // Amazon Connect reports both parts in one event: only an answered call has come through the second.
      return { own: "sip", ...(event.severity === "good" && { passed: [answering] }) };
    case "api":
      return { own: "api", passed: beforeApi };
    case "store":
      return { own: "store", passed: [...beforeApi, "api"] };
    case "retrieve":
      // A function that failed gave no answer; what it logged before that is about the table.
      return functionRan.is(event) && event.facts.stopped === undefined
        ? { own: "retrieve:table" }
        : { own: "retrieve" };
    case "queue":
      return { own: "queue" };
    default:
      return {};
  }
}
