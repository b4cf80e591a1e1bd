import { systemClock } from "../shared/asapp/call-asapp";
import { createTransfer } from "./create-transfer";

/** Amazon Connect's flow calls this before it transfers the call to GenerativeAgent. */
export const handler = createTransfer(systemClock);
