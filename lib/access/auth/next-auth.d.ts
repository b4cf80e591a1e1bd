import type { DefaultSession } from "next-auth";
import type { SessionUser } from "./session-user";

declare module "next-auth" {
  interface Session {
    expires: DefaultSession["expires"];
    /** Absent when the cookie's claim didn't hold. */
    user?: SessionUser;
    /** The database couldn't be asked: no one knows whether the claim holds. */
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
    /** As the database just said. */
    found?: SessionUser;
    isUnchecked?: boolean;
  }
}
