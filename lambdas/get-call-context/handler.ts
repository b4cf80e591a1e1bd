import { systemClock } from "../shared/asapp/call-asapp";
import { getCallContext } from "./get-call-context";

/** The Amazon Connect flow invokes this when the call has returned from GenerativeAgent. */
export const handler = getCallContext(systemClock);
