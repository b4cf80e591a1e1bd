import { authorizePost } from "./authorize-post";

/** API Gateway's TOKEN authorizer calls this with the header's value and the method's ARN, no more. */
export const handler = authorizePost(() => ({
  current: process.env.AUTH_TOKEN,
  previous: process.env.AUTH_TOKEN_PREVIOUS,
}));
