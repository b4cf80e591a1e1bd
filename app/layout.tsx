import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { BrowsersTimeZone } from "@/components/shell/browsers-time-zone";
import { themeOf } from "@/components/shell/theme";
import { timeZoneOf } from "@/components/shell/time-zone";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Patchbay", template: "%s · Patchbay" },
  description:
    "Connects AI voice agents to your contact center, and shows what every system did for a contact.",
  robots: { index: false, follow: false },
  manifest: "/manifest.webmanifest",
  icons: { icon: { url: "/icon.svg", type: "image/svg+xml" }, apple: "/icon-192.png" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfa" },
    { media: "(prefers-color-scheme: dark)", color: "#111110" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the headers keeps every page dynamic: a static one would carry no nonce and its scripts would be blocked.
  await headers();
  const jar = await cookies();
  const theme = themeOf(jar);
  return (
    <html
      lang="en"
      data-theme={theme === "system" ? undefined : theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <BrowsersTimeZone known={timeZoneOf(jar)}>{children}</BrowsersTimeZone>
      </body>
    </html>
  );
}
