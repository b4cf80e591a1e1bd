/** Plain text: nothing in it is fetched, and every mail program shows it. */
export function passwordResetMail({ name, link, minutes }: { name: string; link: string; minutes: number }) {
  return {
    subject: "Reset your Patchbay password",
    text: [
      `Hello ${name.replace(/[\r\n]+/g, " ")},`,
      "",
      `To choose a new password, open this link within ${minutes} minutes:`,
      "",
      link,
      "",
      "The link works once. Setting a new password signs you out everywhere.",
      "",
      "If you didn't ask for this, you can ignore this email. Your password stays as it is.",
      "",
    ].join("\n"),
  };
}
