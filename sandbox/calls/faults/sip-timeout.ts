import { edgeFault } from "./call-fault";

export const sipTimeout = edgeFault(
  { name: "sip-timeout", title: "The SIP side does not answer", vendor: "kore" },
  () => ({ sipSilence: true }),
);
