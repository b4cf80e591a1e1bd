import { answerAsAsapp } from "./answer-as-asapp";
import type { CallFault } from "./call-fault";

export const asapp5xx: CallFault = {
  name: "asapp-5xx",
  title: "ASAPP is out of order",
  vendor: "asapp",
  codes: [503, 500, 502],
  begin: (live, { code = 503 }) => answerAsAsapp(live, code),
};
