import { edgeFault } from "./call-fault";

export const wrongToken = edgeFault(
  { name: "wrong-token", title: "Kore posts the metadata with a wrong token", vendor: "kore" },
  () => ({ kore: { posting: "wrong-token" } }),
);
