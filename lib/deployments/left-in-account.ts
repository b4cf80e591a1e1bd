/** Code of a removal's step that a person gave up on: the thing stays in the account. */
export const LEFT_IN_ACCOUNT = "left-in-account";
