import { edgeFault } from "./call-fault";

export const korePostsOtherContact = edgeFault(
  { name: "kore-posts-other-contact", title: "Kore posts for another contact id", vendor: "kore" },
  () => ({ kore: { posting: "other-contact" } }),
);
