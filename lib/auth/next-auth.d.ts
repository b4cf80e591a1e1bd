import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    expires: DefaultSession["expires"];
    /** Absent when the cookie's claim did not hold. */
    user?: { id: string; email: string; name: string; isOperator: boolean };
    /** The database could not be asked: nobody knows whether the claim holds. */
    isUnchecked?: boolean;
  }
  interface User {
    id: string;
    email: string;
    name: string;
    isOperator: boolean;
    sessionVersion: number;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
    sessionVersion?: number;
    isOperator?: boolean;
    isUnchecked?: boolean;
  }
}
