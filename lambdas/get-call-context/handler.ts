import { systemClock } from "../shared/asapp/call-asapp";
import { getCallContext } from "./get-call-context";

/** Amazon Connect's flow calls this when the call has come back from GenerativeAgent. */
export const handler = getCallContext(systemClock);
