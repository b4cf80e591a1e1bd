import { edgeFault } from "./call-fault";

export const sipRefused = edgeFault(
  {
    name: "sip-refused",
    title: "The voice agent rejects the call (SIP)",
    side: "sip",
    codes: [486, 403, 404, 488, 503],
  },
  (_live, { code = 486 }) => ({ vendor: { refuseWith: code } }),
);
