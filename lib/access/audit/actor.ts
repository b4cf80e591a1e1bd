/** Who did it: a user from an address, or (without userId) the console itself: { name: "worker" }. */
export interface Actor {
  userId?: string;
  name: string;
  address?: string;
}
