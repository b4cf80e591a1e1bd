import { answerAsAsapp } from "./answer-as-asapp";
import type { CallFault } from "./call-fault";

export const asapp4xx: CallFault = {
  name: "asapp-4xx",
  title: "ASAPP refuses the request",
  vendor: "asapp",
  codes: [422, 400, 401, 403, 404, 409, 413, 429],
  begin: (live, { code = 422 }) => answerAsAsapp(live, code),
};
