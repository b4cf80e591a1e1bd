import type { Hop } from "@/lib/hops/hop";

/** What is waited for at each hop, in the order of a call. */
export const hopWaits: Record<Hop, string> = {
  number: "The call comes to Amazon Connect",
  flow: "The flow runs",
  sip: "The call goes out to the voice agent by SIP",
  kore: "Kore talks to the caller",
  asapp: "GenerativeAgent talks to the caller",
  api: "Kore's post is let in",
  store: "The metadata is stored",
  retrieve: "The flow reads the metadata back",
  queue: "The caller comes to a queue",
  agent: "An agent answers",
};
