import { authorizePost } from "./authorize-post";

/** API Gateway's TOKEN authorizer calls this with only the header's value and the method's ARN. */
export const handler = authorizePost(() => ({
  current: process.env.AUTH_TOKEN,
  previous: process.env.AUTH_TOKEN_PREVIOUS,
}));
