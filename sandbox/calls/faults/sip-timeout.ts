import { edgeFault } from "./call-fault";

export const sipTimeout = edgeFault(
  { name: "sip-timeout", title: "The voice agent doesn't answer the call", side: "sip" },
  () => ({ sipSilence: true }),
);
