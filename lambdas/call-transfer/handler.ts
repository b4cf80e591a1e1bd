import { systemClock } from "../shared/asapp/call-asapp";
import { createTransfer } from "./create-transfer";

/** The Amazon Connect flow invokes this before it transfers the call to GenerativeAgent. */
export const handler = createTransfer(systemClock);
