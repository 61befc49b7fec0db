import { audiences, type Guide, type Item, itemTypes, type Limit } from '../items/contract.ts'
import { html, type Markup } from './html.ts'
import type { Language, PublicPage } from './page.ts'

const words = {
  zh: {
    services: '全部事项',
    office: '实施主体',
    kind: '事项类型',
    who: '可以申请的人',
    result: '办成后得到',
    conditions: '受理条件',
    need: '要准备的材料',
    free: '不用交的材料',
    none: '不用交材料。',
    time: '办多久',
    legal: '法定',
    promised: '承诺',
    working: '个工作日',
    calendar: '天',
    instant: '当场',
    unknown: '主管部门还没有公布。',
    fee: '收费',
    noFee: '不收费。',
    steps: '办理环节',
    where: '在哪里办、问谁',
    law: '依据',
    questions: '常见问题',
    start: '在网上办',
    noStart: '这件事现在不能在网上申请，请到窗口办理，或者打 12345。',
    about: (name: string, office: string) => `${name}：谁可以办、要什么材料、多久办好、收不收费、在哪里办。${office}。`,
    version: (day: string) => `自 ${day} 起施行的版本`,
  },
  en: {
    services: 'All services',
    office: 'Authority',
    kind: 'Kind',
    who: 'Who may apply',
    result: 'What comes out',
    conditions: 'Conditions',
    need: 'What to hand in',
    free: 'What need not be handed in',
    none: 'Nothing has to be handed in.',
    time: 'How long it takes',
    legal: 'By law',
    promised: 'Promised',
    working: 'working days',
    calendar: 'days',
    instant: 'at once',
    unknown: 'The authority has not said.',
    fee: 'Fee',
    noFee: 'Free of charge.',
    steps: 'Steps',
    where: 'Where, and whom to ask',
    law: 'Legal basis',
    questions: 'Questions',
    start: 'Apply online',
    noStart: 'This cannot be applied for online yet; please go to a counter or call 12345.',
    about: (name: string, office: string) =>
      `${name}: who may apply, what to bring, how long it takes, what it costs and where. ${office}.`,
    version: (day: string) => `Version in force from ${day}`,
  },
}

/** The guide of an item: everything the page with a script says, in the same order. */
export function guidePage(guide: Guide, language: Language): PublicPage {
  const t = words[language]
  const { item, needs } = guide
  const pick = (zh: string, en?: string) => (language === 'en' && en ? en : zh)
  const name = pick(item.name, item.nameEn)
  const office = pick(item.authority.name, item.authority.nameEn)
  const upload = [...needs.upload, ...needs.confirm]
  const summary = item.summary ? pick(item.summary, item.summaryEn) : undefined
  const body = html`<nav class="crumbs" aria-label="${t.services}"><a href="/items">${t.services}</a></nav>
<article>
<h1>${name}</h1>
${summary ? html`<p class="lead">${summary}</p>` : ''}
<dl>
<dt>${t.office}</dt><dd>${office}</dd>
<dt>${t.kind}</dt><dd>${itemTypes[item.type]?.[language]}</dd>
<dt>${t.who}</dt><dd>${item.audiences.map((each) => audiences[each][language]).join(language === 'zh' ? '、' : ', ')}</dd>
${item.result.name && item.result.type !== 'none' ? html`<dt>${t.result}</dt><dd>${item.result.name}</dd>` : ''}
</dl>
${item.conditions.acceptance ? html`<h2>${t.conditions}</h2>${lines(item.conditions.acceptance)}` : ''}
<h2>${t.need}</h2>
${upload.length > 0 ? list(upload.map((each) => pick(each.name, each.nameEn))) : html`<p>${t.none}</p>`}
${needs.free.length > 0 ? html`<h2>${t.free}</h2>${list(needs.free.map((each) => pick(each.name, each.nameEn)))}` : ''}
<h2>${t.time}</h2>
${limits(item, language)}
<h2>${t.fee}</h2>
${fee(item, language)}
${item.steps.length > 0 ? html`<h2>${t.steps}</h2><ol>${item.steps.map((step) => html`<li>${pick(step.name, step.nameEn)}</li>`)}</ol>` : ''}
<h2>${t.where}</h2>
${item.contacts.places.map(({ name: place, address, hours, phone }) => html`<p><b>${place}</b> ${[address, hours, phone].filter(Boolean).join(' · ')}</p>`)}
${item.contacts.enquiry.map((each) => html`<p>${each}</p>`)}
${item.handling.online ? html`<p><a class="btn btn--big" href="/start/${guide.id}">${t.start}</a></p>` : html`<p>${t.noStart}</p>`}
${item.basis.length > 0 ? html`<h2>${t.law}</h2><ul>${item.basis.map(({ law, article, text }) => html`<li>${law} ${article}${text ? html`<p class="soft">${text}</p>` : ''}</li>`)}</ul>` : ''}
${item.faqs.length > 0 ? html`<h2>${t.questions}</h2>${item.faqs.map(({ question, answer }) => html`<h3>${question}</h3><p>${answer}</p>`)}` : ''}
<p class="soft">${t.version(guide.effectiveOn)}</p>
</article>`
  return {
    title: name,
    description: summary ?? t.about(name, office),
    path: `/items/${guide.id}`,
    body,
    data: { [`/items/${guide.id}`]: guide },
  }
}

const list = (names: string[]): Markup => html`<ul>${names.map((name) => html`<li>${name}</li>`)}</ul>`
const lines = (text: string): Markup => html`${[...new Set(text.split(/\n+/))].map((line) => html`<p>${line}</p>`)}`

function limits({ limits: { legal, promised } }: Item, language: Language): Markup {
  const t = words[language]
  if (!legal && !promised) return html`<p>${t.unknown}</p>`
  const days = ({ unit, days: count, text }: Limit) =>
    text ?? (unit === 'instant' ? t.instant : `${count} ${unit === 'calendar' ? t.calendar : t.working}`)
  return html`<ul>${promised ? html`<li>${t.promised} ${days(promised)}</li>` : ''}${legal ? html`<li>${t.legal} ${days(legal)}</li>` : ''}</ul>`
}

function fee({ fee: { charged, lines: rows } }: Item, language: Language): Markup {
  const t = words[language]
  if (charged === undefined) return html`<p>${t.unknown}</p>`
  if (!charged) return html`<p>${t.noFee}</p>`
  return list(
    rows.map(({ name, amountFen, standard }) =>
      [name, amountFen === undefined ? undefined : `${(amountFen / 100).toFixed(2)} ¥`, standard]
        .filter(Boolean)
        .join(' · '),
    ),
  )
}
