import { edgeFault } from "./call-fault";

export const koreNeverPosts = edgeFault(
  { name: "kore-never-posts", title: "Kore never posts the metadata", vendor: "kore" },
  () => ({ kore: { posting: "never" } }),
);
