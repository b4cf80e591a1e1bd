import { plainPage } from "./plain-page";

/** What an address answers that holds what no input may (lib/kernel/find-unusable.ts). It repeats nothing of the address. */
export function unusableAddressPage(nonce: string): Response {
  return plainPage({
    status: 400,
    nonce,
    title: "Invalid address",
    main: `<h1>This address is not valid</h1>
<p>It contains a character or a name that Patchbay does not accept.</p>
<a href="/">Go to Patchbay</a>`,
  });
}
