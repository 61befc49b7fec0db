import { Html, html } from './html.ts'
import type { Look } from './look.ts'
import { words } from './words.ts'

export type Page = {
  title: string
  look: Look
  /** The page's own address, to come back to when the look is changed. */
  here: string
  body: Html
  /** Said at the top, and read first. */
  trouble?: string
  /** A script of ours that makes the page easier; it works without. */
  script?: string
}

const brand = new Html(
  `<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="6" fill="var(--act)"/><path d="M8 9.5h16M16 9.5v14M16 16h6.5M10 15v8.5M7.5 23.5h17" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/></svg>`,
)

/** One of the provider's pages: the portal's look, and nothing that needs a script. */
export function pageOf({ title, look, here, body, trouble, script }: Page): string {
  const w = words[look.language]
  const to = (change: Partial<Look>) =>
    `/oidc/look?${new URLSearchParams({ ...change, back: here.startsWith('/') ? here : '/' })}`
  const { text } = html`<!doctype html>
<html lang="${look.language === 'zh' ? 'zh-CN' : 'en'}" data-theme="${look.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${trouble ? `${w.error} ` : ''}${title} · ${w.name}</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/oidc/pages.css">
${script ? html`<script src="${script}" defer></script>` : undefined}
</head>
<body>
<header class="head"><div class="head__in">
<a class="brand" href="/">${brand}<span>${w.name}</span></a>
<nav aria-label="${w.looks}">
${
  look.theme === 'elder'
    ? html`<a href="${to({ theme: 'normal' })}">${w.normalType}</a>`
    : html`<a href="${to({ theme: 'elder' })}">${w.largeType}</a>`
}
${
  look.language === 'zh'
    ? html`<a href="${to({ language: 'en' })}" lang="en">English</a>`
    : html`<a href="${to({ language: 'zh' })}" lang="zh-CN">中文</a>`
}
</nav>
</div></header>
<main>
${trouble ? html`<div class="trouble" role="alert"><h2>${w.notDone}</h2><p>${trouble}</p></div>` : undefined}
<h1>${title}</h1>
${body}
</main>
<footer><p>${w.help} <a href="tel:12345">12345</a></p></footer>
</body>
</html>`
  return text
}
