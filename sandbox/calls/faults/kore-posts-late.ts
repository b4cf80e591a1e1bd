import { edgeFault } from "./call-fault";

export const korePostsLate = edgeFault(
  { name: "kore-posts-late", title: "Kore posts after the call has left it", vendor: "kore" },
  () => ({ kore: { posting: "late" } }),
);
