import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export type ButtonLook = "solid" | "plain" | "quiet" | "danger";
export type ButtonSize = "normal" | "small";

const looks: Record<ButtonLook, string> = {
  solid: "bg-solid text-on-solid border-solid hover:opacity-90",
  plain: "bg-panel text-ink border-line-strong hover:bg-hover",
  quiet: "bg-transparent text-ink-soft border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-panel text-bad-ink border-bad hover:bg-bad-wash",
};

const sizes: Record<ButtonSize, string> = {
  normal: "min-h-8 px-3 py-1 text-sm",
  small: "min-h-6 px-2 py-0.5 text-xs",
};

/** `holdsName`: the label holds a name that somebody gave, of any length, and goes on in a second line. */
export function buttonClasses(
  look: ButtonLook = "plain",
  size: ButtonSize = "normal",
  holdsName = false,
): string {
  return classNames(
    "inline-flex items-center justify-center gap-1.5 rounded-control border font-medium",
    holdsName ? "max-w-full text-left wrap-anywhere" : "whitespace-nowrap max-[380px]:whitespace-normal",
    "transition-colors disabled:opacity-55 aria-disabled:opacity-55",
    looks[look],
    sizes[size],
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: ButtonLook;
  size?: ButtonSize | undefined;
  /** Shows that the work is under way and takes no second click. It keeps the focus, which a disabled one loses. */
  busy?: boolean | undefined;
  /** See buttonClasses. */
  holdsName?: boolean;
}

export function Button({
  look,
  size,
  busy,
  holdsName,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      // A form isn't sent again either: Enter in a field clicks its button.
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClasses(look, size, holdsName), className)}
      {...rest}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}

function Spinner() {
  return (
    <svg viewBox="0 0 16 16" className="size-3.5 animate-spin" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="24 14" />
    </svg>
  );
}
