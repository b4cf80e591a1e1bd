/** A chosen ID that the account's list doesn't have, or whose name couldn't be read with the list. */
export function sayUnlisted(id: string, isListRead: boolean): string {
  return isListRead ? `${id} (not in the list)` : `${id} (name couldn't be read)`;
}
