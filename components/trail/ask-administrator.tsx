import { buttonClasses } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { StepAsk } from "@/lib/contacts/trail/load-asks";
import { mailtoOf } from "@/lib/contacts/trail/mail-to";

/** For whoever can't take the next step: who can, and a message to them that is ready to send. */
export function AskAdministrator({ who, administrators, message }: StepAsk) {
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-2.5 gap-y-1.5" data-testid="ask">
      <p>
        <span className="font-medium">
          {who === "administrator" ? "Ask an administrator" : "No access there? Ask an administrator"}
        </span>
        {administrators.length > 0
          ? `: ${administrators.map(({ name, email }) => `${name} (${email})`).join(", ")}`
          : ". This tenant has none yet, so ask the operator of Patchbay."}
      </p>
      <span className="flex gap-1.5">
        <CopyButton value={message.text} label="message" text="Copy message" />
        {administrators.length > 0 ? (
          <a
            href={mailtoOf(
              message,
              administrators.map(({ email }) => email),
            )}
            className={buttonClasses("plain", "small")}
          >
            Email
          </a>
        ) : null}
      </span>
    </div>
  );
}
