import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";
import { SaggingCable } from "@/components/shell/sagging-cable";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto]">
      <main className="mx-auto flex w-full max-w-sm flex-col justify-center gap-5 px-6 py-10">
        <Brand />
        <SaggingCable />
        {children}
      </main>
      <footer className="px-6 py-4 text-center text-xs text-ink-faint">
        Every change and every contact that is opened is recorded in the audit log.
      </footer>
    </div>
  );
}
