/** One station of a call's way: a hop of a trail, a cable of the patch bay. */
export interface HopEntry {
  id: string;
  /** A heading: "Retrieve". */
  title: string;
  /** What is waited for while a call is watched: "The caller enters a queue". */
  waits: string;
  /** Only an integration of the tenant's leaves traces there; the others every call of the instance may come through. */
  isOurs: boolean;
}

/** The stations that are the same whoever's voice agent it is, in the order of a call. A vendor's stand after "sip". */
export const sharedHops = [
  { id: "number", title: "Call", waits: "The call arrives in Amazon Connect", isOurs: false },
  { id: "flow", title: "Flow", waits: "The flow runs", isOurs: false },
  { id: "sip", title: "SIP", waits: "The call goes to the voice agent over SIP", isOurs: true },
  { id: "api", title: "API", waits: "The API accepts the voice agent's post", isOurs: true },
  { id: "store", title: "Store", waits: "The metadata is stored", isOurs: true },
  { id: "retrieve", title: "Retrieve", waits: "The flow reads the metadata back", isOurs: true },
  { id: "queue", title: "Queue", waits: "The caller enters a queue", isOurs: false },
  { id: "agent", title: "Agent", waits: "An agent answers", isOurs: false },
] as const satisfies readonly HopEntry[];

/** The shared hop after which the vendors' own stand. */
export const hopBeforeVendors = "sip";
