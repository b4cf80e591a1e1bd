import { expireItems } from "../../services/dynamodb/expire-items";
import { edgeFault } from "./call-fault";

export const metadataExpired = edgeFault(
  { name: "metadata-expired", title: "The stored metadata has expired", side: "sip" },
  (live) => ({ beforeResume: () => expireItems(live.account, live.contact.id) }),
);
