import { plainPage } from "./plain-page";

/** What an address answers that holds what no input may (lib/kernel/find-unusable.ts). It repeats nothing of the address. */
export function unusableAddressPage(nonce: string): Response {
  return plainPage({
    status: 400,
    nonce,
    title: "Invalid URL",
    main: `<h1>This URL isn't valid</h1>
<p>It contains a character or name that Patchbay doesn't accept.</p>
<a href="/">Go to Patchbay</a>`,
  });
}
