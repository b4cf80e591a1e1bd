/** Within which a second click belongs to the first. */
const doubleClickMs = 500;

/** Opens a dialog. The second click of a double click, which falls beside it, doesn't close it again; Escape does. */
export function showModal(dialog: HTMLDialogElement | null): void {
  if (!dialog) return;
  dialog.showModal();
  dialog.setAttribute("closedby", "closerequest");
  setTimeout(() => dialog.setAttribute("closedby", "any"), doubleClickMs);
}
