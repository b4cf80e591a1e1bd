import type { DefaultSession } from "next-auth";
import type { SessionUser } from "./session-user";

declare module "next-auth" {
  interface Session {
    expires: DefaultSession["expires"];
    /** Absent when the cookie's claim didn't hold. */
    user?: SessionUser;
    /** The database couldn't be reached, so it isn't known whether the claim is valid. */
    isUnchecked?: boolean;
  }
  interface User {
    id: string;
    sessionId: string;
    sessionVersion: number;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
    sessionVersion?: number;
    /** As just read from the database. */
    found?: SessionUser;
    isUnchecked?: boolean;
  }
}
