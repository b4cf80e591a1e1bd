import { generateToken } from "./generate-token";

/** The Amazon Connect flow invokes this before it puts the call into the queue, with its logging off. */
export const handler = generateToken;
