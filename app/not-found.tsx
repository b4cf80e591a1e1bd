import { Brand } from "@/components/shell/brand";
import { LinkButton } from "@/components/ui/button";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-3 px-6">
      <Brand />
      <h1 className="text-lg font-semibold">There is nothing here</h1>
      <p className="text-ink-soft">
        The address is wrong, what it named was removed, or it belongs to a tenant that you are not a member
        of.
      </p>
      <div>
        <LinkButton href="/">Go to your tenants</LinkButton>
      </div>
    </main>
  );
}
