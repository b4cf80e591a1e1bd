/** Code of a removal's step that a person gave up on: the thing stays in the account. */
export const leftInAccount = "left-in-account";
