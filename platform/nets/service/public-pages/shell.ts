import { dataText, html, Markup } from './html.ts'
import type { Language, PublicPage } from './page.ts'

const words = {
  zh: { name: '政通', home: '首页', items: '办事', verify: '证照验真', nav: '主要栏目', skip: '跳到正文', call: '打 12345', plain: '没有开启脚本时，可以查指南、搜事项、验证照；在网上申请需要开启 JavaScript，也可以打 12345，或到政务服务中心办理。' },
  en: { name: 'Zhengtong', home: 'Home', items: 'Services', verify: 'Verify', nav: 'Main', skip: 'Skip to content', call: 'Call 12345', plain: 'Without scripts you can read guides, search services and verify credentials. Applying online needs JavaScript; you can also call 12345 or come to a service centre.' },
} // biome-ignore format: one line for each language

/** A page in the frame of the portal, as the browser shows it until, or unless, the script takes over. */
export function inShell({ body, data }: PublicPage, language: Language): string {
  const t = words[language]
  return html`<a class="skip" href="#main">${t.skip}</a><header class="top"><div class="frame top__in"><a class="brand" href="/"><span>${t.name}</span></a><nav class="nav" aria-label="${t.nav}"><ul><li><a href="/">${t.home}</a></li><li><a href="/items">${t.items}</a></li><li><a href="/verify">${t.verify}</a></li></ul></nav></div></header><main id="main" class="frame plain" tabindex="-1">${body}<noscript><p class="soft">${t.plain}</p></noscript></main><footer class="foot"><div class="frame"><a href="tel:12345">${t.call}</a></div></footer><script type="application/json" id="first-data">${new Markup(dataText(data))}</script>`.toString()
}

/** What the head says of it: title, description, its one address, and whether it may be found. */
export function headOf(page: PublicPage, publicUrl: string, language: Language): string {
  return html`<title>${page.title} · ${words[language].name}</title><meta name="description" content="${page.description}" /><link rel="canonical" href="${new URL(page.path, publicUrl).href}" />${page.hidden ? html`<meta name="robots" content="noindex" />` : ''}`.toString()
}
