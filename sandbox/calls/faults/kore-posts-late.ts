import { edgeFault } from "./call-fault";

export const korePostsLate = edgeFault(
  { name: "kore-posts-late", title: "Kore posts the metadata too late", vendor: "kore" },
  () => ({ kore: { posting: "late" } }),
);
