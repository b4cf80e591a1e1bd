/** Who did it: a user at an address, or (without userId) Patchbay itself: { name: "worker" }. */
export interface Actor {
  userId?: string;
  name: string;
  address?: string;
}
