import { edgeFault } from "./call-fault";

export const korePostsOtherContact = edgeFault(
  {
    name: "kore-posts-other-contact",
    title: "Kore posts the metadata for another contact id",
    vendor: "kore",
  },
  () => ({ kore: { posting: "other-contact" } }),
);
