import type { ItemCard, ItemResults } from '../items/contract.ts'
import type { LifeMapView, LifeStagePage } from '../life-maps/contract.ts'
import { html, type Markup } from './html.ts'
import type { Language, PublicPage } from './page.ts'

const words = {
  zh: {
    home: '首页',
    ask: '您今天要办什么事？',
    about: '查事项、在网上申请、看办理进度、领取和核验电子证照。',
    search: '搜索',
    label: '搜索事项',
    online: '网上能办',
    all: '全部事项',
    found: (q: string) => `“${q}”的搜索结果`,
    none: '没有找到。换个说法试试，或者打 12345。',
    here: '可以网上办',
    list: (name: string) => `${name}：有哪些事项，在哪个部门办，能不能在网上办。`,
    next: '下一页',
    verify: '证照验真',
    verifyAbout: '输入证照上的查验码，看它是不是真的、现在还有没有效。',
    code: '查验码',
    check: '查验',
  },
  en: {
    home: 'Home',
    ask: 'What do you need today?',
    about: 'Find services, apply online, follow your matter, hold and verify credentials.',
    search: 'Search',
    label: 'Search services',
    online: 'Online now',
    all: 'All services',
    found: (q: string) => `Results for “${q}”`,
    none: 'Nothing found. Try other words, or call 12345.',
    here: 'Online',
    list: (name: string) => `${name}: the services, their offices, and which can be done online.`,
    next: 'Next page',
    verify: 'Verify a credential',
    verifyAbout: 'Enter the code on a credential to see whether it is genuine and still in force.',
    code: 'Code',
    check: 'Verify',
  },
}

const picker = (language: Language) => (zh: string, en?: string) => (language === 'en' && en ? en : zh)

function cards(items: readonly ItemCard[], language: Language): Markup {
  const t = words[language]
  const pick = picker(language)
  if (items.length === 0) return html`<p>${t.none}</p>`
  return html`<ul class="rows">${items.map(
    (item) =>
      html`<li class="hit"><a href="/items/${item.id}">${pick(item.name, item.nameEn)}</a>${item.summary ? html`<p>${pick(item.summary, item.summaryEn)}</p>` : ''}<p class="soft">${item.department}${item.online ? ` · ${t.here}` : ''}</p></li>`,
  )}</ul>`
}

const searchForm = (q: string, language: Language): Markup => {
  const t = words[language]
  return html`<form class="search" role="search" action="/items"><label class="unseen" for="q">${t.label}</label><input id="q" name="q" type="search" value="${q}" maxlength="200"><button class="btn">${t.search}</button></form>`
}

export function homePage(given: { maps: LifeMapView[]; online: ItemResults }, language: Language): PublicPage {
  const t = words[language]
  const pick = picker(language)
  const body = html`<h1>${t.ask}</h1>${searchForm('', language)}
${given.maps.map(
  (map) =>
    html`<section><h2>${pick(map.title, map.titleEn)}</h2><ul>${map.stages
      .filter(({ count }) => count > 0)
      .map(
        (stage) =>
          html`<li><a href="/life/${map.key}/${stage.key}">${pick(stage.name, stage.nameEn)}</a> ${pick(stage.about, stage.aboutEn)}</li>`,
      )}</ul></section>`,
)}
<section><h2>${t.online}</h2>${cards(given.online.items, language)}</section>
<p><a href="/items">${t.all}</a> · <a href="/verify">${t.verify}</a></p>`
  return { title: t.home, description: t.about, path: '/', body, data: { '/life-maps': { maps: given.maps } } }
}

export function itemsPage(
  results: ItemResults,
  asked: { q?: string; next?: string; first: boolean },
  language: Language,
): PublicPage {
  const t = words[language]
  const title = asked.q ? t.found(asked.q) : t.all
  return {
    title,
    description: t.list(title),
    path: '/items',
    body: html`<h1>${title}</h1>${searchForm(asked.q ?? '', language)}${cards(results.items, language)}${asked.next ? html`<p><a href="${asked.next}" rel="next">${t.next}</a></p>` : ''}`,
    data: {},
    ...(asked.first && !asked.q ? {} : { hidden: true as const }),
  }
}

export function stagePage(map: string, page: LifeStagePage, language: Language): PublicPage {
  const t = words[language]
  const name = picker(language)(page.stage.name, page.stage.nameEn)
  const path = `/life/${map}/${page.stage.key}`
  return {
    title: name,
    description: t.list(name),
    path,
    body: html`<h1>${name}</h1>${cards(page.items, language)}<p><a href="/items">${t.all}</a></p>`,
    data: { [`/life-maps/${map}/stages/${page.stage.key}`]: page },
  }
}

export function verifyPage(language: Language, result?: Markup): PublicPage {
  const t = words[language]
  return {
    title: t.verify,
    description: t.verifyAbout,
    path: '/verify',
    body: html`<h1>${t.verify}</h1><p class="lead">${t.verifyAbout}</p><form action="/verify"><label for="code">${t.code}</label> <input id="code" name="code" maxlength="40" autocomplete="off"> <button class="btn">${t.check}</button></form>${result}`,
    data: {},
    ...(result ? { hidden: true as const } : {}),
  }
}
